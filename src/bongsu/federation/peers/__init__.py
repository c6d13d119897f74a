"""Who this centre is linked with: invitations, joining, revoking, certificates, what each says of itself."""
