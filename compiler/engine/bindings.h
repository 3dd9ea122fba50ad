#ifndef BINDINGS_H
#define BINDINGS_H
#include "ext.h"

/* Defined by the generated bindings: puts every host function on `env`. */
void bindings_install(JSContext *ctx, JSValue env);
void bindings_log(const char *text, size_t length);
_Noreturn void bindings_panic(const char *text, size_t length);

#endif
