"""The State of Utopia: invented agencies and persons with which the product is shown."""

from fairlead.site.demonstration.loading import load

__all__ = ["load"]
