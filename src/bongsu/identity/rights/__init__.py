"""Who may do what: accounts and partners are administered, and every change of a right is kept for years."""
