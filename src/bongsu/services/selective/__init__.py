"""선별관제 상황: what an operator has confirmed on the queue becomes an incident of the centre's own."""
