"""One camera on one tap: takes the pictures a worker wants and counts the sizes of all of them."""
