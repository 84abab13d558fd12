// A parsed TOML or JSON text as one plain tree in which every value knows its line, so that an error can name
// it. Wraps toml++ and nlohmann-json: neither is seen outside value.cpp. Not a document model: no editing, no
// comments. Any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/model/time.hpp"
#include "geo/error.hpp"

namespace anxin::packs {

struct Value;
struct Member;
using List = std::vector<Value>;
using Table = std::vector<Member>;  // in the order of the text; JSON may repeat a key, `Fields` refuses it

struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Day, List, Table> held;
  int line = 1;  // from 1

  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&held);
  }
};

struct Member {
  std::string key;
  Value value;
};

inline constexpr int kDeepest = 16;                     // levels of nesting; deeper is refused
inline constexpr std::size_t kLargestFile = 16u << 20;  // bytes; larger is refused

// One sentence of the form "FILE:LINE FIELD: what is wrong". `field` is a dotted path (unit.urban), or
// "syntax", or "file".
[[nodiscard]] Error fault(std::string_view file, int line, std::string_view field, std::string_view zh,
                          std::string_view en);

[[nodiscard]] Result<Value> parse_toml(std::string_view text, std::string_view file);
[[nodiscard]] Result<Value> parse_json(std::string_view text, std::string_view file);

}  // namespace anxin::packs
