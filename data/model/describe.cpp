#include "data/model/describe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/model/format.hpp"

namespace anxin {
namespace {

// One value in the unit of a datum: 2.9 月, 22.0%, 54 天.
std::string figure(double value, std::string_view unit, int decimals, bool english) {
  if (unit == "share") return format_share(value, decimals);
  if (unit == "fact") return english ? "yes" : "是";
  if (unit == "persons") return format_truncated(value, 0) + (english ? " persons" : " 人");
  if (unit == "sites") return format_truncated(value, 0) + (english ? " sites" : " 处");
  if (unit == "days") return format_truncated(value, 0) + (english ? " days" : " 天");
  if (unit == "missing")
    return english ? format_truncated(value, 0) + " missing" : "缺 " + format_truncated(value, 0) + " 项";
  return format_truncated(value + 1e-9, decimals) + (english ? " months" : " 月");
}

// How the datum stands to its limit.
std::string_view sign_of(RuleId rule) {
  if (rule == RuleId::W13) return "<";
  if (rule == RuleId::W18) return "≤";
  return rule == RuleId::W14 || rule == RuleId::W16 ? "≥" : ">";
}

bool counts_whole(std::string_view unit) { return unit == "days" || unit == "persons" || unit == "sites"; }

std::string grade_text(Grade g, bool english) {
  if (g == Grade::Unknown) return english ? "unknown" : "未知";
  return std::string(code(g));
}

const Fired* find(const Assessment& a, RuleId rule) {
  const auto at = std::ranges::find(a.fired, rule, &Fired::rule);
  return at == a.fired.end() ? nullptr : &*at;
}

std::string rule_names(RuleBits bits, bool english) {
  std::string words;
  for (int i = 0; i < kRules; ++i) {
    if ((bits >> i & 1) == 0) continue;
    if (!words.empty()) words += english ? ", " : "、";
    words += code(static_cast<RuleId>(i));
  }
  return words;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : std::string(between)) + part;
  return text;
}

void add_warnings(const Assessment& now, const RuleBook& rules, Day as_of, bool english,
                  std::vector<std::string>& out) {
  for (const Fired& f : now.fired) {
    out.push_back("  " + describe_fired(f, rules, english));
    const Rule* rule = rules.find(f.rule);
    if (rule == nullptr) continue;
    out.push_back(english
                      ? fmt::format("      {}; data of {}", rule->law_en, to_string(f.datum_date))
                      : fmt::format("      {}；数据日 {}", rule->law_zh, format_day(f.datum_date, as_of)));
  }
  if (now.fired.empty()) out.push_back(english ? "  no rule fired" : "  无规则触发");
  if (now.incomplete) {
    out.push_back((english ? "  lacks data: " : "  数据不全：") + rule_names(now.incomplete_rules, english));
  }
  if (now.no_record_rules != 0) {
    out.push_back((english ? "  nothing recorded in the store yet: " : "  暂无记录：") +
                  rule_names(now.no_record_rules, english));
  }
}

void add_change(const Assessment& now, const Counterfactual& other, Day as_of, bool english,
                std::vector<std::string>& out) {
  if (now.grade == Grade::A) return;
  if (other.acts.empty()) {
    out.push_back(english ? "No act of the list, alone or in a pair, makes the grade milder."
                          : "清单中的措施，单独或两项合并，均不能降级。");
    return;
  }
  if (other.acts.size() == 1) {
    out.push_back(english ? "Single change:" : "单一改变：");
  } else {
    out.push_back(english ? "No single change makes the grade milder; at least:"
                          : "没有单一改变可降级，至少需要：");
  }
  for (const Act& act : other.acts) out.push_back("  " + describe_act(act, as_of, english));
  out.push_back("  " + describe_recount(now, other.after, english));
}

std::string score_line(const Assessment& now, bool english) {
  std::vector<std::string> terms;
  for (int i = 0; i < kTerms; ++i) {
    const std::int32_t milli = now.term_milli[static_cast<std::size_t>(i)];
    if (milli == 0) continue;
    const auto term = static_cast<Term>(i);
    terms.push_back(fmt::format("{} {}", english ? code(term) : name_zh(term), format_tenths(milli / 100)));
  }
  const std::string total = format_tenths(now.score_milli / 100);
  if (terms.empty()) return fmt::format("{} {}", english ? "Score" : "得分", total);
  return english ? fmt::format("Score {} = {}", total, joined(terms, " + "))
                 : fmt::format("得分 {} = {}", total, joined(terms, " + "));
}

// The part of the rule that fired, by the limit it is measured against.
std::string w13_sentence(const Fired& fired, const RuleBook& rules, bool english) {
  const bool covers = fired.threshold == rules.w13_cover_permille / 1000.0;
  const std::string limit = format_share(fired.threshold, rules.w13_cover_permille % 10 == 0 ? 0 : 1);
  if (covers) {
    return english
               ? fmt::format("Balance and payroll of the account cover less than {} of the wages due", limit)
               : fmt::format("专户余额与已发合计不足应发的 {}", limit);
  }
  return english ? fmt::format("Paid rate below {} two months running", limit)
                 : fmt::format("连续两个月实发率低于 {}", limit);
}

std::string w16_sentence(const Fired& fired, const RuleBook& rules, bool english) {
  if (fired.datum_unit == "fact") {
    return english ? "The general contractor is blacklisted" : "施工总承包单位在黑名单内";
  }
  return english ? fmt::format("Other sites of the general contractor owe wages for more than {} month{}",
                               rules.w16_months, rules.w16_months == 1 ? "" : "s")
                 : fmt::format("同一施工总承包的其他工地欠薪超过 {} 个月", rules.w16_months);
}

}  // namespace

std::string describe_datum(const Fired& fired, bool english) {
  if (fired.datum_unit == "missing" || fired.datum_unit == "fact")
    return figure(fired.datum, fired.datum_unit, 0, english);
  int decimals = 1;
  const auto text = [&](double value) { return figure(value, fired.datum_unit, decimals, english); };
  while (decimals < 6 && !counts_whole(fired.datum_unit) && text(fired.datum) == text(fired.threshold))
    ++decimals;
  return fmt::format("{} {} {}{}", text(fired.datum), sign_of(fired.rule), english ? "limit " : "阈值 ",
                     figure(fired.threshold, fired.datum_unit, 1, english));
}

std::string fired_sentence(const Fired& fired, const RuleBook& rules, bool english) {
  if (fired.rule == RuleId::W7) {
    const int orange = rules.w7_orange_months, red = rules.w7_red_months;
    if (fired.colour == Colour::Yellow || fired.lifted) {
      return english ? fmt::format("Wages due and not paid, within {} month", orange)
                     : fmt::format("工资到期未足额发放，{} 个月以内", orange);
    }
    const int months = fired.colour == Colour::Red ? red : orange;
    return english ? fmt::format("Wages owed for more than {} month{}", months, months == 1 ? "" : "s")
                   : fmt::format("拖欠工资超过 {} 个月", months);
  }
  if (fired.rule == RuleId::W13) return w13_sentence(fired, rules, english);
  if (fired.rule == RuleId::W16) return w16_sentence(fired, rules, english);
  const Rule* rule = rules.find(fired.rule);
  if (rule == nullptr) return {};
  return english ? rule->sentence_en : rule->sentence_zh;
}

std::string describe_fired(const Fired& fired, const RuleBook& rules, bool english) {
  const std::string_view lifted = !fired.lifted ? "" : english ? " (lifted by W18)" : "（春节前升级）";
  if (fired.datum_unit == "fact")
    return fmt::format("{} {}{}", code(fired.rule), fired_sentence(fired, rules, english), lifted);
  return fmt::format("{} {}{}{}{}", code(fired.rule), fired_sentence(fired, rules, english),
                     english ? ": " : "：", describe_datum(fired, english), lifted);
}

std::string describe_act(const Act& act, Day today, bool english) {
  const auto cost = [&] {
    if (!act.cost_fen) return std::string(english ? "amount not known" : "金额未知");
    return english ? format_yuan_en(*act.cost_fen) : format_money(*act.cost_fen);
  };
  switch (act.kind) {
    case ActKind::PayArrears:
      return english ? fmt::format("the general contractor pays the wages owed for {}: {}",
                                   format_month_range_en(act.first_month, act.last_month), cost())
                     : fmt::format("总包补发 {}工资 {}",
                                   format_month_range(act.first_month, act.last_month, today), cost());
    case ActKind::TransferLabourCost:
      return (english ? "the owner transfers the labour cost to the dedicated account: "
                      : "建设单位向工资专户拨付人工费用 ") +
             cost();
    case ActKind::CloseOrder:
      return english ? "the rectification orders past their due day are carried out and closed"
                     : "逾期的限期整改全部完成并销号";
    case ActKind::OpenAccount:
      return english ? "the general contractor opens the dedicated wage account" : "总包开立工资专户";
    case ActKind::LodgeDeposit:
      return (english ? "the general contractor lodges the wage deposit: " : "总包存储工资保证金 ") + cost();
    case ActKind::HangBoard:
      return english ? "the general contractor hangs the rights notice board"
                     : "总包在现场设置维权信息告示牌";
    case ActKind::DeliverFeed:
      return english
                 ? "the missing data are delivered and show wages paid in full as due and safeguards in place"
                 : "补报缺失数据，且数据显示按期足额发放、制度齐备";
  }
  return {};
}

std::string describe_recount(const Assessment& before, const Assessment& after, bool english) {
  std::vector<std::string> parts;
  for (const Fired& f : before.fired) {
    const Fired* still = find(after, f.rule);
    if (still == nullptr) {
      parts.push_back(fmt::format("{} {}", code(f.rule), english ? "no longer fires" : "不再触发"));
    } else if (still->datum_unit == f.datum_unit && still->datum < f.datum && sign_of(f.rule) != "<") {
      parts.push_back(fmt::format("{} {} {}", code(f.rule), english ? "falls to" : "降为",
                                  figure(still->datum, still->datum_unit, 1, english)));
    }
  }
  if (before.incomplete && !after.incomplete) parts.push_back(english ? "data complete" : "数据齐全");
  parts.push_back(fmt::format("{} {} → {}", english ? "grade" : "等级", grade_text(before.grade, english),
                              grade_text(after.grade, english)));
  return (english ? "Engine: " : "引擎重算：") + joined(parts, english ? ", " : "，");
}

std::vector<std::string> explain_lines(const Registry& registry, Index project, const ProjectFacts& facts,
                                       const Assessment& now, const Counterfactual& other,
                                       const RuleBook& rules, Day as_of, bool english) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{}  {}", registry.id[project], registry.name[project]));
  lines.push_back(
      english ? fmt::format("As of {}{}", to_string(as_of), registry.simulated ? "  simulated data" : "")
              : fmt::format("截至 {}{}", to_string(as_of), registry.simulated ? "  模拟数据" : ""));
  const std::string pay_day =
      facts.pay_day ? fmt::format("{}", *facts.pay_day) : std::string(english ? "unknown" : "未知");
  lines.push_back(
      english ? fmt::format("Grade {}{}; agreed pay day {}", grade_text(now.grade, true),
                            now.incomplete && now.grade != Grade::Unknown ? " (incomplete)" : "", pay_day)
              : fmt::format("等级 {} {}{}；约定发薪日 {}", name_zh(now.grade),
                            now.grade == Grade::Unknown ? "" : code(now.grade),
                            now.incomplete && now.grade != Grade::Unknown ? "（数据不全）" : "", pay_day));
  lines.push_back(score_line(now, english));
  if (now.arrears_fen > 0) {
    lines.push_back(
        english
            ? fmt::format("Arrears {} over {} months", format_yuan_en(now.arrears_fen), now.arrears_months)
            : fmt::format("欠薪 {}，涉及 {} 个月", format_money(now.arrears_fen), now.arrears_months));
  }
  lines.push_back(english ? "Why:" : "为何：");
  add_warnings(now, rules, as_of, english, lines);
  add_change(now, other, as_of, english, lines);
  return lines;
}

std::string description_characters() {
  std::string text;
  const Day today = first_day(month_at(24000));
  for (int i = 0; i < kActKinds; ++i) {
    const auto kind = static_cast<ActKind>(i);
    for (const auto cost : {std::optional<Fen>(), std::optional<Fen>(1), std::optional<Fen>(Fen{1} << 50)}) {
      text += describe_act({kind, 24000, 24013, cost}, today, false);
    }
    text += name_zh(kind);
  }
  Assessment before, after;
  before.incomplete = true;
  before.grade = Grade::D;
  for (const auto unit : {"days", "share", "months", "missing", "persons", "sites", "fact"}) {
    Fired fired{RuleId::W7, Colour::Red, 9, unit, 2, {}, false};
    text += describe_datum(fired, false);
    before.fired = {fired};
    fired.datum = 3;
    after.fired = {fired};
    text += describe_recount(before, after, false);
    text += describe_recount(before, {}, false);
  }
  for (const auto colour : {Colour::Yellow, Colour::Orange})
    text += fired_sentence({RuleId::W7, colour, 0, "months", 0, {}, false}, {}, false);
  for (const auto unit : {"fact", "sites"})
    text += fired_sentence({RuleId::W16, Colour::Orange, 2, unit, 2, {}, false}, {}, false);
  for (const double limit : {0.5, 0.8})
    text += describe_fired({RuleId::W13, Colour::Orange, 0, "share", limit, {}, true}, {}, false);
  text += "≤≥暂无记录";
  for (int i = 0; i < kTerms; ++i) text += name_zh(static_cast<Term>(i));
  for (const int hours : {0, 1, 30})
    text += format_age(Instant{}, Instant{} + std::chrono::hours(hours) + std::chrono::minutes(5));
  text += format_points_short(1, 2, 900);
  return text += kNotKnown;
}

}  // namespace anxin
