/*
 * Replaces the C library's printf and strtod, which bring 25 kB of long double arithmetic. The
 * printf here knows what the interpreter's format strings use: integers, characters and text.
 */
#include "format.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "libbf.h"

static bf_context_t numbers;

static void *reallocate(void *opaque, void *pointer, size_t size) { return realloc(pointer, size); }

static bf_context_t *context(void)
{
    if (!numbers.realloc_func)
        bf_context_init(&numbers, reallocate, NULL);
    return &numbers;
}

static size_t digits_of(double value, int digits, bf_flags_t flags, char *out, size_t size)
{
    bf_t number;
    size_t length;
    char *text;

    bf_init(context(), &number);
    bf_set_float64(&number, value);
    text = bf_ftoa(&length, &number, 10, digits, flags);
    if (length >= size)
        length = size - 1;
    memcpy(out, text, length);
    out[length] = '\0';
    bf_free(&numbers, text);
    bf_delete(&number);
    return length;
}

void format_exponential(char *out, int size, int digits, double value, int ties_away)
{
    bf_flags_t rounding = ties_away ? BF_RNDNA : BF_RNDN;
    if (!__builtin_signbit(value)) {
        *out++ = '+';
        size--;
    }
    digits_of(value, digits, rounding | BF_FTOA_FORMAT_FIXED | BF_FTOA_FORCE_EXP, out, size);
}

int format_fixed(char *out, int size, int digits, double value)
{
    return (int)digits_of(value, digits, BF_RNDNA | BF_FTOA_FORMAT_FRAC, out, size);
}

double parse_decimal(const char *text)
{
    bf_t number;
    double value;

    bf_init(context(), &number);
    bf_atof(&number, text, NULL, 10, 53, BF_RNDN | bf_set_exp_bits(11) | BF_FLAG_SUBNORMAL);
    bf_get_float64(&number, &value, BF_RNDN);
    bf_delete(&number);
    return value;
}

typedef struct {
    char *out;
    size_t size, length;
} Sink;

static void put(Sink *sink, char c)
{
    if (sink->length + 1 < sink->size)
        sink->out[sink->length] = c;
    sink->length++;
}

typedef struct {
    int is_left, is_zero_filled, has_sign, width, precision;
} Directive;

static void put_padded(Sink *sink, const Directive *d, const char *text, int length)
{
    int fill = d->width - length, sign = 0;

    if (d->is_zero_filled && length > 0 && (*text == '-' || *text == '+')) {
        put(sink, *text);
        sign = 1;
    }
    if (!d->is_left)
        while (fill-- > 0)
            put(sink, d->is_zero_filled ? '0' : ' ');
    for (int i = sign; i < length; i++)
        put(sink, text[i]);
    if (d->is_left)
        while (fill-- > 0)
            put(sink, ' ');
}

static void put_integer(Sink *sink, const Directive *d, uint64_t value, int is_negative, unsigned base)
{
    char text[24];
    int at = sizeof(text);

    do {
        unsigned digit = (unsigned)(value % base);
        text[--at] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        value /= base;
    } while (value);
    if (is_negative)
        text[--at] = '-';
    else if (d->has_sign)
        text[--at] = '+';
    put_padded(sink, d, text + at, (int)sizeof(text) - at);
}

static int number_at(const char **format, va_list *arguments)
{
    int value = 0;

    if (**format == '*') {
        ++*format;
        return va_arg(*arguments, int);
    }
    while (**format >= '0' && **format <= '9')
        value = value * 10 + *(*format)++ - '0';
    return value;
}

int vsnprintf(char *out, size_t size, const char *format, va_list list)
{
    Sink sink = { out, size, 0 };
    va_list arguments;

    va_copy(arguments, list);
    for (; *format; format++) {
        Directive d = { 0, 0, 0, 0, -1 };
        int longs = 0;
        if (*format != '%') {
            put(&sink, *format);
            continue;
        }
        for (format++;; format++) {
            if (*format == '-') d.is_left = 1;
            else if (*format == '0') d.is_zero_filled = 1;
            else if (*format == '+') d.has_sign = 1;
            else break;
        }
        d.width = number_at(&format, &arguments);
        if (*format == '.') {
            format++;
            d.precision = number_at(&format, &arguments);
        }
        while (*format == 'l' || *format == 'z') {
            longs += *format == 'l';
            format++;
        }
        if (*format == 'd' || *format == 'i') {
            int64_t value = longs > 1 ? va_arg(arguments, int64_t) : va_arg(arguments, int);
            put_integer(&sink, &d, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0, 10);
        } else if (*format == 'u' || *format == 'x') {
            uint64_t value = longs > 1 ? va_arg(arguments, uint64_t) : va_arg(arguments, unsigned);
            put_integer(&sink, &d, value, 0, *format == 'u' ? 10 : 16);
        } else if (*format == 'c') {
            char c = (char)va_arg(arguments, int);
            put_padded(&sink, &d, &c, 1);
        } else if (*format == 's') {
            const char *text = va_arg(arguments, const char *);
            int length = 0;
            while ((d.precision < 0 || length < d.precision) && text[length])
                length++;
            put_padded(&sink, &d, text, length);
        } else {
            put(&sink, *format);
        }
    }
    va_end(arguments);
    if (size > 0)
        out[sink.length < size ? sink.length : size - 1] = '\0';
    return (int)sink.length;
}

int snprintf(char *out, size_t size, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(out, size, format, arguments);
    va_end(arguments);
    return length;
}

int sprintf(char *out, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(out, (size_t)-1 >> 1, format, arguments);
    va_end(arguments);
    return length;
}
