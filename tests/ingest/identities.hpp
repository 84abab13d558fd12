// Synthetic numbers that look like a person's: made from a seed, belonging to nobody.
#pragma once
#include <random>
#include <string>

namespace anxin::test {

inline std::string digits(std::mt19937& random, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += static_cast<char>('0' + random() % 10);
  return out;
}

inline std::string id_number(std::mt19937& random) {
  static constexpr const char* kProvinces[] = {"11", "13", "32", "34", "37", "41", "42", "51", "61"};
  static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  const auto two = [](auto n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string id = std::string(kProvinces[random() % 9]) + "0" + std::to_string(1 + random() % 9) +
                   two(1 + random() % 30) + std::to_string(1950 + random() % 55) + two(1 + random() % 12) +
                   two(1 + random() % 28) + digits(random, 3);
  int sum = 0;
  for (int i = 0; i < 17; ++i) sum += (id[static_cast<std::size_t>(i)] - '0') * kWeights[i];
  return id + "10X98765432"[sum % 11];
}

inline std::string mobile(std::mt19937& random) {
  return "1" + std::to_string(3 + random() % 7) + digits(random, 9);
}

inline std::string bank_card(std::mt19937& random) {
  std::string card = "62" + digits(random, random() % 2 ? 13 : 16);
  int sum = 0;
  bool twice = true;
  for (std::size_t i = card.size(); i-- > 0; twice = !twice) {
    const int d = card[i] - '0';
    sum += twice ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d;
  }
  return card + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace anxin::test
