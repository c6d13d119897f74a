"""실종아동등: the police's calls, the register of those who may go missing, and the operators' search desk."""
