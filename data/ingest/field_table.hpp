// Every field that a file of any kind may have: its code, its Chinese name, the headers that offices write
// for it, and which kinds of import have and need it. For columns.cpp, which reads headers by it, and for
// help texts. Pure data; any thread.
#pragma once
#include <span>
#include <string_view>

#include "data/ingest/columns.hpp"

namespace anxin {

struct FieldKind {
  Field field;
  std::string_view code, zh;
  bool money = false;
  std::string_view aliases;  // more headers, separated by spaces; already simplified as `simplify` does
};

[[nodiscard]] const FieldKind& kind_of(Field);
// Without these a file of the kind is refused.
[[nodiscard]] std::span<const Field> needs_of(IntakeKind);

}  // namespace anxin
