"""What the portal decides, as functions of facts: no network, disk or database here."""
