"""Sign and submit: what is signed, with which key, the steps, and what came of it."""
