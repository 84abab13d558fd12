// What every column of the registry is made of: positions, the marks of what is not known, many strings in
// one block.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/rows.hpp"

namespace anxin {

using Index = std::uint32_t;
inline constexpr Index kNone = 0xFFFFFFFF;
inline constexpr std::int32_t kUnknownHeads = -1;
inline constexpr Fen kUnknownFen = INT64_MIN;
inline constexpr std::int32_t kUnknownDay = INT32_MIN;  // days since 1970-01-01 (Beijing civil day)

// Many short strings in one block.
class Strings {
 public:
  Strings() : offsets_{0} {}
  void push_back(std::string_view s) {
    bytes_.append(s);
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return std::string_view(bytes_).substr(offsets_[i], offsets_[i + 1] - offsets_[i]);
  }
  [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t bytes() const {
    return bytes_.capacity() + offsets_.capacity() * sizeof(std::uint32_t);
  }  // held
  void reserve(std::size_t n, std::size_t bytes) {
    offsets_.reserve(n + 1);
    bytes_.reserve(bytes);
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace anxin
