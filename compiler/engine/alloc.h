#ifndef ALLOC_H
#define ALLOC_H
#include <stddef.h>

/* As free and realloc, but what is given back reads as zero: for the time before a snapshot. */
void alloc_free_clean(void *pointer);
void *alloc_realloc_clean(void *pointer, size_t size);
/* Before a snapshot: zeroes freed memory and forgets it, so that it takes no room in the module. */
void alloc_scrub(void);
#endif
