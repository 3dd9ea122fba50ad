/*
 * ECDSA verification on P-384 (FIPS 186-5, SEC 1). Everything it handles is public, so it takes the
 * short way: fast reduction by the prime's shape, signed windows, no constant time.
 */
#include "p384.h"
#include <string.h>

#define LIMBS 12
#define TABLE 8 /* odd multiples 1P, 3P .. 15P */

typedef uint32_t Number[LIMBS]; /* little endian */
typedef struct {
    Number x, y, z; /* Jacobian; z = 0 is the point at infinity */
} Point;

static const Number prime = {
    0xffffffff, 0x00000000, 0x00000000, 0xffffffff, 0xfffffffe, 0xffffffff,
    0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
};
static const Number order = {
    0xccc52973, 0xecec196a, 0x48b0a77a, 0x581a0db2, 0xf4372ddf, 0xc7634d81,
    0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
};
static const Number curve_b = {
    0xd3ec2aef, 0x2a85c8ed, 0x8a2ed19d, 0xc656398d, 0x5013875a, 0x0314088f,
    0xfe814112, 0x181d9c6e, 0xe3f82d19, 0x988e056b, 0xe23ee7e4, 0xb3312fa7,
};
static const Point generator = {
    {
    0x72760ab7, 0x3a545e38, 0xbf55296c, 0x5502f25d, 0x82542a38, 0x59f741e0,
    0x8ba79b98, 0x6e1d3b62, 0xf320ad74, 0x8eb1c71e, 0xbe8b0537, 0xaa87ca22,
    },
    {
    0x90ea0e5f, 0x7a431d7c, 0x1d7e819d, 0x0a60b1ce, 0xb5f0b8c0, 0xe9da3113,
    0x289a147c, 0xf8f41dbd, 0x9292dc29, 0x5d9e98bf, 0x96262c6f, 0x3617de4a,
    },
    { 1 },
};

static int is_zero(const Number a)
{
    uint32_t bits = 0;
    for (int i = 0; i < LIMBS; i++)
        bits |= a[i];
    return bits == 0;
}

static int compare(const Number a, const Number b)
{
    for (int i = LIMBS - 1; i >= 0; i--)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static uint32_t add_raw(Number r, const Number a, const Number b)
{
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        carry += (uint64_t)a[i] + b[i];
        r[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return (uint32_t)carry;
}

static uint32_t subtract_raw(Number r, const Number a, const Number b)
{
    int64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        borrow += (int64_t)a[i] - b[i];
        r[i] = (uint32_t)borrow;
        borrow >>= 32;
    }
    return (uint32_t)borrow & 1;
}

static void add_mod(Number r, const Number a, const Number b, const Number m)
{
    if (add_raw(r, a, b) || compare(r, m) >= 0)
        subtract_raw(r, r, m);
}

static void subtract_mod(Number r, const Number a, const Number b, const Number m)
{
    if (subtract_raw(r, a, b))
        add_raw(r, r, m);
}

/* Columns of 32 bits plus signed carries, down to a number below the prime. */
static void settle(Number r, int64_t column[LIMBS])
{
    int64_t carry = 0;

    for (int round = 0; round < 3; round++) {
        /* 2^384 = 2^128 + 2^96 - 2^32 + 1 */
        column[0] += carry;
        column[1] -= carry;
        column[3] += carry;
        column[4] += carry;
        carry = 0;
        for (int i = 0; i < LIMBS; i++) {
            carry += column[i];
            column[i] = carry & 0xffffffff;
            carry >>= 32;
        }
        if (carry == 0)
            break;
    }
    for (int i = 0; i < LIMBS; i++)
        r[i] = (uint32_t)column[i];
    if (compare(r, prime) >= 0)
        subtract_raw(r, r, prime);
}

/* Product modulo the prime by the reduction of FIPS 186 (D.2.4 in 186-4). */
static void multiply(Number r, const Number a, const Number b)
{
    uint32_t c[2 * LIMBS];
    int64_t t[LIMBS];
    uint64_t carry = 0;

#pragma clang loop unroll(full)
    for (int j = 0; j < LIMBS; j++) {
        carry += (uint64_t)a[0] * b[j];
        c[j] = (uint32_t)carry;
        carry >>= 32;
    }
    c[LIMBS] = (uint32_t)carry;
    for (int i = 1; i < LIMBS; i++) {
        uint64_t factor = a[i];
        uint32_t *row = c + i;
        carry = 0;
#pragma clang loop unroll(full)
        for (int j = 0; j < LIMBS; j++) {
            carry += factor * b[j] + row[j];
            row[j] = (uint32_t)carry;
            carry >>= 32;
        }
        row[LIMBS] = (uint32_t)carry;
    }
#define C(i) (int64_t)c[i]
    t[0] = C(0) + C(12) + C(21) + C(20) - C(23);
    t[1] = C(1) + C(13) + C(22) + C(23) - C(12) - C(20);
    t[2] = C(2) + C(14) + C(23) - C(13) - C(21);
    t[3] = C(3) + C(15) + C(12) + C(20) + C(21) - C(14) - C(22) - C(23);
    t[4] = C(4) + C(16) + C(13) + C(12) + C(20) + 2 * C(21) + C(22) - C(15) - 2 * C(23);
    t[5] = C(5) + C(17) + C(14) + C(13) + C(21) + 2 * C(22) + C(23) - C(16);
    t[6] = C(6) + C(18) + C(15) + C(14) + C(22) + 2 * C(23) - C(17);
    t[7] = C(7) + C(19) + C(16) + C(15) + C(23) - C(18);
    t[8] = C(8) + C(20) + C(17) + C(16) - C(19);
    t[9] = C(9) + C(21) + C(18) + C(17) - C(20);
    t[10] = C(10) + C(22) + C(19) + C(18) - C(21);
    t[11] = C(11) + C(23) + C(20) + C(19) - C(22);
#undef C
    settle(r, t);
}

static void square(Number r, const Number a) { multiply(r, a, a); }
static void add(Number r, const Number a, const Number b) { add_mod(r, a, b, prime); }
static void subtract(Number r, const Number a, const Number b) { subtract_mod(r, a, b, prime); }

/* dbl-2001-b of the Explicit-Formulas Database, for a = -3. */
static void point_double(Point *r, const Point *p)
{
    Number delta, gamma, beta, alpha, t;

    square(delta, p->z);
    square(gamma, p->y);
    multiply(beta, p->x, gamma);
    subtract(t, p->x, delta);
    add(alpha, p->x, delta);
    multiply(t, t, alpha);
    add(alpha, t, t);
    add(alpha, alpha, t);
    add(t, p->y, p->z);
    square(t, t);
    subtract(t, t, gamma);
    subtract(r->z, t, delta);
    add(beta, beta, beta);
    add(beta, beta, beta);
    square(t, alpha);
    subtract(t, t, beta);
    subtract(r->x, t, beta);
    subtract(beta, beta, r->x);
    multiply(t, alpha, beta);
    square(gamma, gamma);
    add(gamma, gamma, gamma);
    add(gamma, gamma, gamma);
    add(gamma, gamma, gamma);
    subtract(r->y, t, gamma);
}

/* add-1998-cmo-2 of the Explicit-Formulas Database, with the cases it leaves out. */
static void point_add(Point *r, const Point *p, const Point *q)
{
    Number z1z1, z2z2, u1, s1, h, rr, hh, hhh, v;

    if (is_zero(p->z)) {
        *r = *q;
        return;
    }
    if (is_zero(q->z)) {
        *r = *p;
        return;
    }
    square(z1z1, p->z);
    square(z2z2, q->z);
    multiply(u1, p->x, z2z2);
    multiply(h, q->x, z1z1);
    subtract(h, h, u1);
    multiply(s1, p->y, q->z);
    multiply(s1, s1, z2z2);
    multiply(rr, q->y, p->z);
    multiply(rr, rr, z1z1);
    subtract(rr, rr, s1);
    if (is_zero(h)) {
        if (is_zero(rr))
            point_double(r, p);
        else
            memset(r, 0, sizeof(*r));
        return;
    }
    square(hh, h);
    multiply(hhh, hh, h);
    multiply(v, u1, hh);
    multiply(z1z1, p->z, q->z);
    multiply(r->z, z1z1, h);
    square(z2z2, rr);
    subtract(z2z2, z2z2, hhh);
    subtract(z2z2, z2z2, v);
    subtract(r->x, z2z2, v);
    subtract(v, v, r->x);
    multiply(v, rr, v);
    multiply(s1, s1, hhh);
    subtract(r->y, v, s1);
}

static void odd_multiples(Point table[TABLE], const Point *p)
{
    Point twice;

    table[0] = *p;
    point_double(&twice, p);
    for (int i = 1; i < TABLE; i++)
        point_add(&table[i], &table[i - 1], &twice);
}

static void shift_right(Number a, uint32_t top)
{
    for (int i = 0; i < LIMBS - 1; i++)
        a[i] = a[i] >> 1 | a[i + 1] << 31;
    a[LIMBS - 1] = a[LIMBS - 1] >> 1 | top << 31;
}

/* Width-5 non-adjacent form: at each bit 0 or an odd digit from -15 to 15. */
static int signed_digits(int8_t digits[LIMBS * 32 + 1], const Number scalar)
{
    Number k;
    int length = 0;

    memcpy(k, scalar, sizeof(k));
    for (; !is_zero(k); length++) {
        int digit = 0;
        uint32_t carry = 0;
        if (k[0] & 1) {
            digit = (int)(k[0] & 31);
            if (digit > 15)
                digit -= 32;
            int64_t rest = -digit;
            for (int i = 0; i < LIMBS; i++) {
                rest += k[i];
                k[i] = (uint32_t)rest;
                rest >>= 32;
            }
            carry = (uint32_t)rest & 1;
        }
        digits[length] = (int8_t)digit;
        shift_right(k, carry);
    }
    return length;
}

static void add_digit(Point *sum, const Point table[TABLE], int digit)
{
    Point term;

    if (digit == 0)
        return;
    term = table[(digit < 0 ? -digit : digit) >> 1];
    if (digit < 0)
        subtract_raw(term.y, prime, term.y);
    point_add(sum, sum, &term);
}

/* u1 * G + u2 * Q, both at once. */
static void double_multiply(Point *sum, const Number u1, const Number u2, const Point *q)
{
    Point of_g[TABLE], of_q[TABLE];
    int8_t digits1[LIMBS * 32 + 1], digits2[LIMBS * 32 + 1];
    int length1 = signed_digits(digits1, u1), length2 = signed_digits(digits2, u2);
    int length = length1 > length2 ? length1 : length2;

    odd_multiples(of_g, &generator);
    odd_multiples(of_q, q);
    memset(sum, 0, sizeof(*sum));
    for (int i = length - 1; i >= 0; i--) {
        point_double(sum, sum);
        if (i < length1)
            add_digit(sum, of_g, digits1[i]);
        if (i < length2)
            add_digit(sum, of_q, digits2[i]);
    }
}

static void multiply_order(Number r, const Number a, const Number b)
{
    Number sum = { 0 };
    for (int i = LIMBS * 32 - 1; i >= 0; i--) {
        add_mod(sum, sum, sum, order);
        if (b[i / 32] >> (i % 32) & 1)
            add_mod(sum, sum, a, order);
    }
    memcpy(r, sum, sizeof(sum));
}

static void halve(Number a)
{
    uint32_t carry = 0;
    if (a[0] & 1)
        carry = add_raw(a, a, order);
    shift_right(a, carry);
}

/* Inverse modulo the group order by the binary extended algorithm; `a` is not zero. */
static void invert_order(Number r, const Number a)
{
    Number u, v, x = { 1 }, y = { 0 };

    memcpy(u, a, sizeof(u));
    memcpy(v, order, sizeof(v));
    while (!is_zero(u)) {
        while (!(u[0] & 1)) {
            shift_right(u, 0);
            halve(x);
        }
        while (!(v[0] & 1)) {
            shift_right(v, 0);
            halve(y);
        }
        if (compare(u, v) >= 0) {
            subtract_raw(u, u, v);
            subtract_mod(x, x, y, order);
        } else {
            subtract_raw(v, v, u);
            subtract_mod(y, y, x, order);
        }
    }
    memcpy(r, y, sizeof(y));
}

static void read_number(Number r, const uint8_t *bytes)
{
    for (int i = 0; i < LIMBS; i++) {
        uint32_t limb;
        memcpy(&limb, bytes + (LIMBS - 1 - i) * 4, 4);
        r[i] = __builtin_bswap32(limb);
    }
}

static int is_on_curve(const Point *p)
{
    Number left, right, t;

    if (compare(p->x, prime) >= 0 || compare(p->y, prime) >= 0)
        return 0;
    square(left, p->y);
    square(right, p->x);
    multiply(right, right, p->x);
    add(t, p->x, p->x);
    add(t, t, p->x);
    subtract(right, right, t);
    add(right, right, curve_b);
    return compare(left, right) == 0;
}

/* Whether an affine x-coordinate equals x / z^2. */
static int has_x(const Point *p, const Number x)
{
    Number t;
    square(t, p->z);
    multiply(t, t, x);
    return compare(t, p->x) == 0;
}

int p384_verify(const uint8_t *hash, size_t hash_length, const uint8_t signature[96],
                const uint8_t public_key[97])
{
    uint8_t padded[48] = { 0 };
    Number r, s, e, u1, u2;
    Point q = { .z = { 1 } }, sum;

    read_number(r, signature);
    read_number(s, signature + 48);
    read_number(q.x, public_key + 1);
    read_number(q.y, public_key + 49);
    if (public_key[0] != 4 || is_zero(r) || is_zero(s) || compare(r, order) >= 0
        || compare(s, order) >= 0 || !is_on_curve(&q))
        return 0;
    if (hash_length > 48)
        hash_length = 48;
    memcpy(padded + 48 - hash_length, hash, hash_length);
    read_number(e, padded);
    if (compare(e, order) >= 0)
        subtract_raw(e, e, order);
    invert_order(s, s);
    multiply_order(u1, e, s);
    multiply_order(u2, r, s);
    double_multiply(&sum, u1, u2, &q);
    if (is_zero(sum.z))
        return 0;
    if (has_x(&sum, r))
        return 1;
    /* x may have lost one order on its way to r. */
    return !add_raw(r, r, order) && compare(r, prime) < 0 && has_x(&sum, r);
}
