"""영상정보처리기기 운영·관리방침 (PIPA art. 25(7)): from what the node knows and what the head of the centre says."""
