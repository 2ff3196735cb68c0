"""x"""

from fairlead.core.generator.days import Day, days
from fairlead.core.generator.plan import Plan, plan_of
from fairlead.core.generator.truth import Transmission, Truth
