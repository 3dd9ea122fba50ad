#ifndef SHA256_H
#define SHA256_H
#include <stdint.h>

/* SHA-256 of exactly 32 bytes; `out` may be `in`. */
void sha256_32(const uint8_t in[32], uint8_t out[32]);
#endif
