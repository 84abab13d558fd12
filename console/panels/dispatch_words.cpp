#include "console/panels/dispatch_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/unit_names.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

template <std::size_t N, class T>
std::string_view key_in(const std::array<std::string_view, N>& keys, T value) {
  return keys[std::min(static_cast<std::size_t>(value), N - 1)];
}

}  // namespace

std::string_view level_numeral(IncidentLevel level) {
  constexpr std::array<std::string_view, kIncidentLevels> kNumerals{"Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"};
  return key_in(kNumerals, level);
}

std::string level_text(Lang lang, IncidentLevel level) {
  return tr_with(lang, "incident.level", level_numeral(level));
}

Colour32 level_text_colour(const Style& c, IncidentLevel level, Colour32 surface) {
  constexpr double kReadable = 4.5;  // WCAG 2.1 AA
  const Colour32 colour = level_colour(c, level);
  return contrast(colour, surface) >= kReadable ? colour : c.text;
}

std::string_view function_key(Function f) {
  constexpr std::array<std::string_view, kFunctions> kKeys{
      "function.lead",      "function.order",     "function.sector", "function.territory",
      "function.mediation", "function.legal_aid", "function.funds"};
  return key_in(kKeys, f);
}

std::string_view incident_state_key(const Incident& i) {
  constexpr std::array<std::string_view, kIncidentStates> kKeys{
      "incident.reported", "incident.confirmed", "incident.under_way", "incident.under_way",
      "incident.resolved", "incident.closed",    "incident.cancelled", "incident.merged"};
  if (i.state == IncidentState::Reported && !i.claimed_by.empty()) return "incident.claimed";
  return key_in(kKeys, i.state);
}

std::string_view assignment_state_key(AssignmentState state) {
  constexpr std::array<std::string_view, kAssignmentStates> kKeys{
      "assignment.offered",  "assignment.accepted", "assignment.en_route",  "assignment.on_scene",
      "assignment.released", "assignment.declined", "assignment.timed_out", "assignment.recalled"};
  return key_in(kKeys, state);
}

std::string_view source_key(IncidentSource source) {
  constexpr std::array<std::string_view, kIncidentSources> kKeys{
      "source.12345", "source.110", "source.platform", "source.street", "source.patrol", "source.other"};
  return key_in(kKeys, source);
}

std::string_view extreme_key(ExtremeAct act) {
  constexpr std::array<std::string_view, 4> kKeys{"extreme.none", "extreme.crane", "extreme.rooftop",
                                                  "extreme.self_harm"};
  return key_in(kKeys, act);
}

std::string_view modifier_key(Modifier m) {
  constexpr std::array<std::string_view, kModifiers> kKeys{"modifier.sensitive", "modifier.blocked",
                                                           "modifier.employers", "modifier.districts",
                                                           "modifier.festival",  "modifier.repeat"};
  return key_in(kKeys, m);
}

std::string_view clock_key(ClockKind kind) {
  constexpr std::array<std::string_view, kClockKinds> kKeys{
      "clock.acknowledge", "clock.lead",         "clock.accept",      "clock.first",
      "clock.all",         "clock.first_report", "clock.next_report", "clock.dispute"};
  return key_in(kKeys, kind);
}

std::string_view conclusion_key(Conclusion c) {
  constexpr std::array<std::string_view, kConclusions> kKeys{"conclusion.full", "conclusion.part",
                                                             "conclusion.instalments", "conclusion.referred",
                                                             "conclusion.none"};
  return key_in(kKeys, c);
}

std::string_view money_source_key(MoneySource s) {
  constexpr std::array<std::string_view, kMoneySources> kKeys{
      "money.account", "money.owner", "money.contractor", "money.deposit", "money.fund"};
  return key_in(kKeys, s);
}

std::string_view channel_key(AckChannel channel) {
  constexpr std::array<std::string_view, 5> kKeys{"channel.console", "channel.phone", "channel.radio",
                                                  "channel.page", "channel.in_person"};
  return key_in(kKeys, channel);
}

std::string unit_short_of(const Frame& frame, Lang lang, std::string_view supervising_unit) {
  if (frame.pack != nullptr) {
    for (const SupervisingUnit& u : frame.pack->supervising_units)
      if (u.code == supervising_unit) return std::string(short_name_of(u, lang));
  }
  return std::string(supervising_unit);
}

std::string persons_text(Lang lang, std::int32_t persons) {
  if (persons <= 0) return std::string(tr(lang, "persons.unknown"));
  const std::string_view band = persons < 5     ? "<5"
                                : persons < 10  ? "5—9"
                                : persons < 30  ? "10—29"
                                : persons < 50  ? "30—49"
                                : persons < 100 ? "50—99"
                                                : "≥ 100";
  return tr_with(lang, "persons", band);
}

std::string clock_time(Instant at) {
  const auto local = at + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
}

std::string clock_time(Instant at, Day today) {
  const Day day = day_of(at);
  return day == today ? clock_time(at) : format_day(day, today) + " " + clock_time(at);
}

std::string list_elapsed(seconds t) {
  const std::int64_t s = std::max<std::int64_t>(0, t.count());
  return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string limit_text(std::int64_t s) { return fmt::format("{:02}:{:02}", s / 60, s % 60); }

std::string span_text(Lang lang, std::int64_t s) {
  if (s < 60) return tr_with(lang, "span.s", s);
  if (s % 60 == 0 || s >= 600) return tr_with(lang, "span.m", s / 60);
  return tr_with(lang, "span.ms", s / 60, s % 60);
}

std::string travel_text(Lang lang, std::int64_t s) {
  if (s < 60) return std::string(tr(lang, "travel.short"));
  return tr_with(lang, "span.m", (s + 30) / 60);
}

std::string functions_text(Lang lang, const FunctionCounts& counts) {
  std::string out;
  for (int f = 0; f < kFunctions; ++f) {
    const int n = counts[static_cast<std::size_t>(f)];
    if (n == 0) continue;
    if (!out.empty()) out += lang == Lang::En ? ", " : " ";
    out += tr(lang, function_key(static_cast<Function>(f)));
    if (n > 1) out += fmt::format(" ×{}", n);
  }
  return out;
}

ClockNow clock_now(const Clock& clock, Instant now) {
  ClockNow out;
  out.running = !clock.done && clock.state != ClockState::Void;
  const Instant end = clock.done.value_or(now);
  out.age = std::max(seconds(0), end - clock.from);
  out.late = end > clock.deadline;
  const auto limit = static_cast<float>(clock.limit_s());
  out.share = limit > 0 ? std::min(1.0F, static_cast<float>(out.age.count()) / limit) : 1;
  return out;
}

void incident_mark(const Kit& k, float x, float y, float half, IncidentLevel level) {
  const float d = k.px(half);
  x = std::round(x), y = std::round(y);
  k.draw->AddQuadFilled({x, y - d}, {x + d, y}, {x, y + d}, {x - d, y}, level_colour(k.c, level));
  k.draw->AddQuad({x, y - d}, {x + d, y}, {x, y + d}, {x - d, y}, k.c.keyline, k.px(1));
  k.text(half >= 12 ? Type::BodyBold : Type::Key, x, y, level_ink(k.c, level), level_numeral(level),
         Align::Centre);
}

UnitSign sign_for(Function function, Sector sector) {
  ResponseUnit unit;
  unit.sectors = static_cast<std::uint8_t>(1U << static_cast<int>(sector));
  return sign_of(unit, function);
}

void unit_mark(const Kit& k, float x, float y, UnitSign sign, UnitLook look) {
  const float half = k.px(10);
  const Box b{std::round(x - half), std::round(y - half), std::round(x + half), std::round(y + half)};
  const std::string_view mark = sign_text(sign);
  if (look == UnitLook::Lost) {
    const float step = k.px(5), dash = k.px(3), w = std::max(1.0F, k.px(1.2F));
    for (float at = b.x0; at < b.x1; at += step) {
      k.fill({at, b.y0, std::min(at + dash, b.x1), b.y0 + w}, k.c.text3);
      k.fill({at, b.y1 - w, std::min(at + dash, b.x1), b.y1}, k.c.text3);
    }
    for (float at = b.y0; at < b.y1; at += step) {
      k.fill({b.x0, at, b.x0 + w, std::min(at + dash, b.y1)}, k.c.text3);
      k.fill({b.x1 - w, at, b.x1, std::min(at + dash, b.y1)}, k.c.text3);
    }
    k.text(Type::Note, b.cx(), b.cy(), k.c.text3, mark, Align::Centre);
    return;
  }
  const bool filled = look != UnitLook::Standby && look != UnitLook::Advised;
  if (filled) k.fill(b, k.c.move, 3);
  if (!filled) k.frame(b, k.c.move, 1.4F, 3);
  if (look == UnitLook::OnScene) k.fill({b.x0, b.y1 + k.px(2), b.x1, b.y1 + k.px(4)}, k.c.move);
  k.text(Type::Note, b.cx(), b.cy(), filled ? k.c.panel : k.c.move, mark, Align::Centre);
}

Hit keyed_button(const Kit& k, std::string_view id, const Box& b, std::string_view text, std::string_view cap,
                 bool primary) {
  const Hit h = button(k, id, b, {}, primary);
  const Colour32 ink = primary ? k.c.primary_text : k.c.text;
  const float cap_w = cap.empty() ? 0 : std::max(k.px(18), std::round(k.width(Type::Key, cap) + k.px(10)));
  const float gap = cap.empty() ? 0 : k.px(8);
  const float w = k.width(Type::BodyBold, text) + gap + cap_w, x = b.cx() - w / 2;
  k.text(Type::BodyBold, x, b.cy(), ink, text);
  if (cap.empty()) return h;
  const Box key{x + w - cap_w, b.cy() - k.px(9), x + w, b.cy() + k.px(9)};
  k.frame(key, primary ? k.c.primary_text : k.c.line2, 1, 3);
  k.text(Type::Key, key.cx(), key.cy(), primary ? ink : k.c.text2, cap, Align::Centre);
  return h;
}

void button_off(const Kit& k, const Box& b, std::string_view text, std::string_view cap) {
  k.frame(b, k.c.line, 1, 3);
  const float cap_w = cap.empty() ? 0 : std::max(k.px(18), std::round(k.width(Type::Key, cap) + k.px(10)));
  const float gap = cap.empty() ? 0 : k.px(8);
  const float w = k.width(Type::Body, text) + gap + cap_w, x = b.cx() - w / 2;
  k.text(Type::Body, x, b.cy(), k.c.disabled, text);
  if (cap.empty()) return;
  const Box key{x + w - cap_w, b.cy() - k.px(9), x + w, b.cy() + k.px(9)};
  k.frame(key, k.c.line, 1, 3);
  k.text(Type::Key, key.cx(), key.cy(), k.c.disabled, cap, Align::Centre);
}

Hit word_button(const Kit& k, std::string_view id, float x, float y, std::string_view text, float& width,
                Align align) {
  width = k.width(Type::Meta, text);
  const float left = align == Align::Right ? x - width : x;
  const Hit h = k.hit(id, {left - k.px(4), y - k.px(11), left + width + k.px(4), y + k.px(11)});
  if (h.hovered) k.fill({left - k.px(4), y - k.px(11), left + width + k.px(4), y + k.px(11)}, k.c.hover, 3);
  k.text(Type::Meta, left, y, h.hovered ? k.c.text : k.c.text2, text);
  return h;
}

}  // namespace anxin
