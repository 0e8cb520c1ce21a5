"""From a case to a receipt: packing, portal client, upload, and the engine of durable steps."""
