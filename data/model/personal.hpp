// The scrubber: finds and masks what looks like a person's number in free text: mainland ID numbers (date and
// check digit, GB 11643-1999), mobile numbers, bank cards (issuer prefix and Luhn). For refusing a row before
// it is stored or logged. Not for names of people, which no checksum betrays: columns with such names are
// refused by their header (columns.hpp). Pure; any thread.
//
// Exempt on purpose: a valid unified social credit code is not a bank card; an 18-digit number whose "birth
// date" is after kYoungestBirthYear is not an ID number, because permits of construction are region + date +
// serial in 18 digits.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace anxin {

enum class Personal : std::uint8_t { None, IdNumber, Mobile, BankCard };

inline constexpr int kOldestBirthYear = 1900;
inline constexpr int kYoungestBirthYear = 2012;

[[nodiscard]] std::string_view name_zh(Personal);
[[nodiscard]] std::string_view name_en(Personal);

// The first kind found in `text` (UTF-8; full-width digits count; spaces, hyphens and dots between digits are
// looked through).
[[nodiscard]] Personal find_personal(std::string_view text);

// `text` with every digit from the third on of each number found replaced by '*'; unchanged when nothing is
// found.
[[nodiscard]] std::string mask_personal(std::string_view text);

}  // namespace anxin
