#ifndef SHA384_H
#define SHA384_H
#include <stddef.h>
#include <stdint.h>

void sha384(const uint8_t *data, size_t length, uint8_t out[48]);
#endif
