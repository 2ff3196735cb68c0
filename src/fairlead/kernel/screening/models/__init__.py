"""Hits and what people do with them.

Personal values lie in ``identity`` only, which is sealed. The other columns are codes, numbers,
moments, references and keyed digests, which say nothing without the key of this site.
"""

from fairlead.kernel.screening.models.hit import Attention, Hit
from fairlead.kernel.screening.models.judgement import Batch, Judgement, Remark, Standing

__all__ = ["Attention", "Batch", "Hit", "Judgement", "Remark", "Standing"]
