#ifndef P384_H
#define P384_H
#include <stddef.h>
#include <stdint.h>

/*
 * 1 when r || s (big endian) is a signature of the hash (leftmost 384 bits) under an uncompressed
 * SEC 1 public key, else 0.
 */
int p384_verify(const uint8_t *hash, size_t hash_length, const uint8_t signature[96],
                const uint8_t public_key[97]);
#endif
