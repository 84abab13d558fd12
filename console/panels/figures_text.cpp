#include "console/panels/figures_text.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace anxin {
namespace {

constexpr Fen kWan = 1'000'000, kMillion = 100'000'000, kYi = 10'000'000'000, kBillion = 100'000'000'000;

// So many of a unit with so many decimals, truncated towards zero.
std::string in_units(Fen fen, Fen unit, int decimals) {
  Fen scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const Fen parts = std::llabs(fen) / (unit / scale);
  const std::string whole = format_count(parts / scale), sign = fen < 0 ? "−" : "";
  return decimals == 0 ? sign + whole : fmt::format("{}{}.{:0{}}", sign, whole, parts % scale, decimals);
}

}  // namespace

std::string change_text(std::int64_t n) {
  return n == 0 ? std::string(kNotApplicable) : format_difference(n);
}

Money money_of_city(Fen fen, Lang lang) {
  if (lang == Lang::En)
    return fen < kBillion ? Money{in_units(fen, kMillion, 1), false}
                          : Money{in_units(fen, kBillion, 2), true};
  return fen < kBillion ? Money{in_units(fen, kWan, 0), false} : Money{in_units(fen, kYi, 2), true};
}

std::string wan_text(Fen fen, Lang lang) {
  return lang == Lang::En ? in_units(fen, kMillion, 2) : in_units(fen, kWan, 1);
}

std::string money_text(Fen fen, Lang lang) {
  return lang == Lang::En ? fmt::format("CNY {} million", wan_text(fen, lang))
                          : wan_text(fen, lang) + " 万元";
}

}  // namespace anxin
