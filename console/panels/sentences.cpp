#include "console/panels/sentences.hpp"

#include <fmt/format.h>

#include <cmath>

#include "console/panels/figures_text.hpp"

namespace anxin {
namespace {

const Fired* find(const Assessment& a, RuleId rule) {
  for (const Fired& f : a.fired) {
    if (f.rule == rule) return &f;
  }
  return nullptr;
}

std::string_view letter(Lang lang, Grade g) {
  return g == Grade::Unknown ? tr(lang, "grade.unknown") : code(g);
}

std::string month_text(Lang lang, int month, bool with_year) {
  const std::string text = to_string(month_at(month));  // 2026-09
  if (with_year || lang == Lang::En) return text;
  return fmt::format("{}", std::stoi(text.substr(5)));
}

}  // namespace

std::string datum_text(Lang lang, double value, std::string_view unit) {
  if (unit == "share") return share_text(value);
  if (unit == "months")
    return tr_with(lang, "unit.months",
                   tenths_text(static_cast<std::int64_t>(std::floor(value * 10 + 1e-9))));
  const auto whole = count_text(static_cast<std::int64_t>(std::floor(value + 1e-9)));
  return tr_with(lang, unit == "days" ? "unit.days" : "unit.missing", whole);
}

std::string month_range_text(Lang lang, int first, int last, Day today) {
  const auto year = [](int month) { return month_at(month).year(); };
  const auto now = month_of(today).year();
  const bool with_year = year(first) != now || year(last) != now;
  const std::string a = month_text(lang, first, with_year), b = month_text(lang, last, with_year);
  const std::string range = first == last ? a : a + "—" + b;
  return lang == Lang::Zh && !with_year ? range + " 月" : range;
}

std::string act_text(Lang lang, const Act& act, Day today) {
  std::string text;
  switch (act.kind) {
    case ActKind::PayArrears:
      text = tr_with(lang, "act.pay_arrears", month_range_text(lang, act.first_month, act.last_month, today));
      break;
    case ActKind::OpenAccount:
      text = tr(lang, "act.open_account");
      break;
    case ActKind::LodgeDeposit:
      text = tr(lang, "act.lodge_deposit");
      break;
    case ActKind::HangBoard:
      text = tr(lang, "act.hang_board");
      break;
    case ActKind::DeliverFeed:
      text = tr(lang, "act.deliver_feed");
      break;
  }
  if (act.cost_fen && *act.cost_fen > 0) text += " " + tr_with(lang, "change.cost", wan_text(*act.cost_fen));
  return text;
}

std::string engine_text(Lang lang, const Assessment& before, const Assessment& after) {
  std::string moved;
  for (const Fired& was : before.fired) {
    const Fired* is = find(after, was.rule);
    if (is == nullptr) {
      moved += tr_with(lang, "change.cleared", code(was.rule));
    } else if (is->datum < was.datum) {
      moved += tr_with(lang, "change.drops", code(was.rule), datum_text(lang, is->datum, is->datum_unit));
    }
  }
  return tr_with(lang, "change.engine", moved, letter(lang, before.grade), letter(lang, after.grade));
}

}  // namespace anxin
