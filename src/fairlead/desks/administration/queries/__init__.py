"""What the installation is asked about itself."""

from fairlead.desks.administration.queries.doctor import Finding, examine, worst

__all__ = ["Finding", "examine", "worst"]
