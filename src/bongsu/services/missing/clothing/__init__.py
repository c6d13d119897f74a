"""색 검색: candidates by the colours of clothes, inside one running search, on the word of two people."""
