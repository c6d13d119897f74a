"""Pictures across centres: one pull per camera and hop, by the owner's ticket, over mutual TLS."""
