"""봉수 (Bongsu): the cameras that see an emergency, on the right screens at once, lawfully and provably."""
