/* Text of numbers, and numbers of text, on the arbitrary-precision library that BigInt needs anyway. */
#ifndef FORMAT_H
#define FORMAT_H

/* `digits` significant digits as `+d.ddde+x`; ties away from zero when `ties_away`, else to even. */
void format_exponential(char *out, int size, int digits, double value, int ties_away);
/* `digits` digits after the point, ties away from zero; returns the length. */
int format_fixed(char *out, int size, int digits, double value);
/* The double nearest to a decimal text. */
double parse_decimal(const char *text);
#endif
