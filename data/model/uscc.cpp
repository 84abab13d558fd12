#include "data/model/uscc.hpp"

namespace anxin {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

}  // namespace

std::optional<char> uscc_check_character(std::string_view first_17) {
  if (first_17.size() != 17) return std::nullopt;
  std::size_t sum = 0, weight = 1;
  for (const char c : first_17) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[(31 - sum % 31) % 31];
}

bool is_valid_uscc(std::string_view text) {
  if (text.size() != 18) return false;
  if (text.substr(2, 6).find_first_not_of("0123456789") != std::string_view::npos) return false;
  return uscc_check_character(text.substr(0, 17)) == text[17];
}

}  // namespace anxin
