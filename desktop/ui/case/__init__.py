"""The case: what is asked, what is answered, what is still missing."""
