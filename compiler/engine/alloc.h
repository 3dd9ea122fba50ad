#ifndef ALLOC_H
#define ALLOC_H
#include <stddef.h>

/* Before a snapshot: zeroes freed memory and forgets it, so that it takes no room in the module. */
void alloc_scrub(void);
#endif
