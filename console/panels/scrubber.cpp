// The strip at the foot: any day of the year past, weekly bars of severe projects, campaigns, Spring
// Festival, playback; whether things are shown as known now or as known then (UX 10.3). A laptop has the keys
// and a chip in the top bar instead.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/replay_panel.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

using std::chrono::days;

constexpr int kAhead = 84;  // days past today that the axis shows: the next Spring Festival comes into sight
constexpr double kFrame_s = 1.0 / 30;
constexpr std::array<int, 3> kDaysPerSecond{1, 7, 30};
constexpr std::array<std::string_view, 3> kSpeedKeys{"speed.day", "speed.week", "speed.month"};

// Days along the strip.
struct Axis {
  Box box;
  Day first{}, last{};
  [[nodiscard]] float x(Day day) const {
    return box.x0 +
           box.w() * static_cast<float>((day - first).count()) / static_cast<float>((last - first).count());
  }
  [[nodiscard]] Day day(float at) const {
    const float share = std::clamp((at - box.x0) / box.w(), 0.0F, 1.0F);
    return first + days(std::lround(share * static_cast<float>((last - first).count())));
  }
};

void draw_play(const Kit& k, const Frame& frame, const Box& strip) {
  const Box b = box_at(k.px(16), strip.cy() - k.px(17), k.px(34), k.px(34));
  const Hit h = k.hit("play", b);
  k.fill(b, h.hovered ? k.c.hover : k.c.raised, 3);
  k.frame(b, k.c.line2, 1, 3);
  if (k.ctx.state.play_from_s >= 0) {
    for (const float dx : {-4.0F, 2.0F}) {
      k.fill({b.cx() + k.px(dx), b.cy() - k.px(6), b.cx() + k.px(dx + 3), b.cy() + k.px(6)}, k.c.text);
    }
  } else {
    k.draw->AddTriangleFilled({b.cx() - k.px(4), b.cy() - k.px(7)}, {b.cx() + k.px(8), b.cy()},
                              {b.cx() - k.px(4), b.cy() + k.px(7)}, k.c.text);
  }
  if (h.clicked) toggle_play(frame, k.ctx);
}

// 截至, the day, 实时 or 历史; speed; valid or known time. Returns where the bars may begin.
float draw_words(const Kit& k, const Frame& frame, const Box& strip) {
  const float top = strip.y0 + k.px(20), low = strip.y0 + k.px(46);
  float x = k.px(64);
  k.text(Type::Note, x, top, k.c.text3, k.tr("scrubber.as_of"));
  x += k.text(Type::Brand, x, low, k.c.text, to_string(frame.as_of)) + k.px(10);
  const std::string_view word = k.tr(frame.live() ? "scrubber.live" : "scrubber.then");
  const float chip_w =
      chip(k, x, low, word, frame.live() ? ChipLook::Outline : ChipLook::Filled, k.c.text, k.c.panel);
  if (!frame.live() && k.hit("live", box_at(x, low - k.px(12), chip_w, k.px(24))).clicked)
    show_day(k.ctx, {});
  x += chip_w + k.px(22);

  const std::string_view speed = k.tr(kSpeedKeys[k.ctx.state.play_speed]);
  const float speed_w = k.width(Type::Body, k.tr("speed.month"));
  k.text(Type::Note, x, top, k.c.text3, k.tr("scrubber.speed"));
  const Hit h = k.hit("speed", box_at(x - k.px(6), low - k.px(12), speed_w + k.px(12), k.px(24)));
  if (h.hovered) k.fill(box_at(x - k.px(6), low - k.px(12), speed_w + k.px(12), k.px(24)), k.c.hover, 3);
  k.text(Type::Body, x, low, k.c.text, speed);
  if (h.clicked) {
    PanelState& st = k.ctx.state;
    st.play_speed = static_cast<std::uint8_t>((st.play_speed + 1) % kDaysPerSecond.size());
    if (st.play_from_s >= 0) st.play_from_s = k.ctx.seconds, st.play_day = frame.as_of;
  }
  x += speed_w + k.px(22);

  const std::string_view valid = k.tr("scrubber.valid"), known = k.tr("scrubber.known");
  const float w = std::max(chip_width(k, valid), chip_width(k, known));
  if (toggle_chip(k, "valid", x, strip.y0 + k.px(21), w, valid, !k.ctx.view.then_known).clicked)
    k.ctx.view.then_known = false;
  if (toggle_chip(k, "known", x, strip.y0 + k.px(47), w, known, k.ctx.view.then_known).clicked)
    k.ctx.view.then_known = true;
  return x + w + k.px(24);
}

void draw_months(const Kit& k, const Axis& axis, float y) {
  const auto first = std::chrono::year_month_day(axis.first);
  float free_from = axis.box.x0;
  for (auto month = first.year() / first.month() + std::chrono::months(1); Day(month / 1) < axis.last;
       month += std::chrono::months(1)) {
    const float x = axis.x(Day(month / 1));
    const int number = static_cast<int>(static_cast<unsigned>(month.month()));
    const std::string text = number == 1 ? fmt::format("{}-01", static_cast<int>(month.year()))
                                         : tr_with(k.lang, "month_label", number);
    k.fill({x, y - k.px(9), x + 1, y - k.px(5)}, k.c.line2);
    const float w = k.width(Type::Key, text);
    if (x < free_from || x + w > axis.box.x1) continue;
    k.text(Type::Key, x, y + k.px(2), k.c.text3, text);
    free_from = x + w + k.px(10);
  }
}

// The plan's three campaigns of a year (clause M2), as bands over their quarters.
void draw_campaigns(const Kit& k, const Axis& axis, float y0, float y1) {
  constexpr std::array<std::pair<unsigned, std::string_view>, 3> kCampaigns{
      {{4, "campaign.q2"}, {7, "campaign.q3"}, {10, "campaign.q4"}}};
  const auto low = std::chrono::year_month_day(axis.first).year(),
             high = std::chrono::year_month_day(axis.last).year();
  for (auto year = low; year <= high; ++year) {
    for (const auto& [month, key] : kCampaigns) {
      const Day from{year / std::chrono::month(month) / 1};
      const Day to{std::chrono::year_month_day(from) + std::chrono::months(3)};
      if (to <= axis.first || from >= axis.last) continue;
      const Box b{axis.x(std::max(from, axis.first)), y0, axis.x(std::min(to, axis.last)) - k.px(2), y1};
      if (b.w() < k.px(24)) continue;
      k.fill(b, k.c.raised, 2);
      // A band cut off by the axis may be too short for its name: then its quarter, with less room about it.
      const std::string_view name = k.tr(key), quarter = k.tr(Brief("{}.quarter", key));
      if (k.width(Type::Key, name) <= b.w() - k.px(12)) {
        k.text(Type::Key, b.x0 + k.px(6), b.cy(), k.c.text2, name);
      } else if (k.width(Type::Key, quarter) <= b.w() - k.px(4)) {
        k.text(Type::Key, b.cx(), b.cy(), k.c.text2, quarter, Align::Centre);
      }
    }
  }
}

void draw_bars(const Kit& k, const Timeline& timeline, const Axis& axis, float y0, float y1) {
  std::int32_t most = 1;
  for (const std::int32_t n : timeline.severe) most = std::max(most, n);
  const float step = axis.x(axis.first + days(7)) - axis.x(axis.first);
  for (std::size_t i = 0; i < timeline.day.size(); ++i) {
    const float right = axis.x(timeline.day[i]), left = right - step + k.px(1.5F);
    const std::int32_t n = timeline.severe[i];
    if (n < 0) {  // not counted yet
      k.fill({std::max(axis.box.x0, left), y1 - k.px(2), right, y1}, k.c.line2);
      continue;
    }
    const float h = (y1 - y0) * static_cast<float>(n) / static_cast<float>(most);
    k.fill({std::max(axis.box.x0, left), std::round(y1 - h), right, y1},
           k.c.risk[static_cast<std::size_t>(Grade::D)]);
  }
}

void draw_festivals(const Kit& k, const Frame& frame, const Axis& axis, const Box& strip) {
  if (frame.pack == nullptr) return;
  for (const SpringFestival& f : frame.pack->spring_festivals) {
    if (f.day < axis.first || f.day > axis.last) continue;
    const float x = std::round(axis.x(f.day));
    for (float y = strip.y0 + k.px(24); y < strip.y0 + k.px(50); y += k.px(5))
      k.fill({x, y, x + 1, y + k.px(3)}, k.c.text2);
    const std::string text = tr_with(k.lang, "scrubber.festival", to_string(f.day).substr(5));
    const float w = k.width(Type::Key, text);
    const float left = x + k.px(5) + w <= axis.box.x1 ? x + k.px(3) : x - k.px(5) - w;
    const Box plate{left - k.px(1), strip.y0 + k.px(24), left + w + k.px(3), strip.y0 + k.px(37)};
    k.fill(plate, k.c.panel);
    k.text(Type::Key, left + k.px(1), plate.cy(), k.c.text2, text);
  }
}

// Days to the next Spring Festival, from the day shown.
void draw_countdown(const Kit& k, const Frame& frame, const Box& strip) {
  if (frame.pack == nullptr) return;
  for (const SpringFestival& f : frame.pack->spring_festivals) {
    if (f.day < frame.as_of) continue;
    const float x = strip.x1 - k.px(16);
    k.text(Type::Note, x, strip.y0 + k.px(20), k.c.text3, k.tr("scrubber.to_festival"), Align::Right);
    k.text(Type::Brand, x, strip.y0 + k.px(46), k.c.text,
           tr_with(k.lang, "scrubber.days", (f.day - frame.as_of).count()), Align::Right);
    return;
  }
}

void draw_handle(const Kit& k, const Frame& frame, const Axis& axis, const Box& strip) {
  const Day shown = std::clamp(frame.as_of, axis.first, axis.last);
  const float x = std::round(axis.x(shown)), w = std::max(1.0F, k.px(2));
  k.fill({x - w / 2, strip.y0 + k.px(4), x + w / 2, strip.y0 + k.px(54)}, k.c.text);
  k.draw->AddTriangleFilled({x - k.px(6), strip.y0 + k.px(2)}, {x + k.px(6), strip.y0 + k.px(2)},
                            {x, strip.y0 + k.px(10)}, k.c.text);
}

void drag(const Frame& frame, const Kit& k, const Axis& axis, const Box& strip) {
  ImGui::SetCursorScreenPos({axis.box.x0, strip.y0});
  ImGui::InvisibleButton("days", {axis.box.w(), strip.h()});
  if (!ImGui::IsItemActive()) return;
  const Day day = axis.day(ImGui::GetIO().MousePos.x);
  show_day(k.ctx, day >= frame.today ? std::nullopt : std::optional(day));
}

}  // namespace

void advance_play(const Frame& frame, PanelContext& ctx) {
  PanelState& st = ctx.state;
  if (st.play_from_s < 0) return;
  const auto gone = static_cast<int>((ctx.seconds - st.play_from_s) * kDaysPerSecond[st.play_speed]);
  const Day day = st.play_day + days(gone);
  if (day >= frame.today) {
    show_day(ctx, {});
    return;
  }
  ctx.view.as_of = day;
  st.next_frame_s = ctx.seconds + kFrame_s;
}

void show_day(PanelContext& ctx, std::optional<Day> day) {
  ctx.state.play_from_s = -1;
  ctx.view.as_of = day;
  if (!day) ctx.view.then_known = false;
}

void step_day(const Frame& frame, PanelContext& ctx, int by) {
  const Day day = ctx.view.as_of.value_or(frame.today) + days(by);
  if (frame.today == Day{}) return;
  show_day(ctx, day >= frame.today ? std::nullopt : std::optional(day));
}

void toggle_play(const Frame& frame, PanelContext& ctx) {
  PanelState& st = ctx.state;
  if (st.play_from_s >= 0) {
    st.play_from_s = -1;
    return;
  }
  if (!frame.timeline) return;
  st.play_day = ctx.view.as_of.value_or(frame.timeline->day.front());
  st.play_from_s = ctx.seconds;
}

std::string as_of_text(const Frame& frame, Lang lang) {
  if (frame.replay) return tr_with(lang, "then.replay", moment_text(frame.replay->at));
  return tr_with(lang, frame.then_known ? "then.known" : "then.valid", to_string(frame.as_of));
}

void draw_scrubber(const Frame& frame, PanelContext& ctx, const Layout& l) {
  advance_play(frame, ctx);
  if (l.scrubber.h() <= 0) return;
  begin_region(Kit(ctx), "##scrubber", l.scrubber, false);
  const Kit k(ctx);
  const Box& strip = l.scrubber;
  k.rule(strip.x0, strip.x1, strip.y0, k.c.line);
  if (frame.timeline && frame.load.state == LoadState::Ready) {
    draw_play(k, frame, strip);
    const float left = draw_words(k, frame, strip);
    const float right = strip.x1 - k.px(120);
    const Axis axis{{left, strip.y0, std::max(left + 1, right), strip.y1},
                    frame.timeline->day.front() - days(7),
                    frame.timeline->day.back() + days(kAhead)};
    draw_campaigns(k, axis, strip.y0 + k.px(5), strip.y0 + k.px(21));
    draw_bars(k, *frame.timeline, axis, strip.y0 + k.px(26), strip.y0 + k.px(50));
    k.rule(axis.box.x0, axis.box.x1, strip.y0 + k.px(50), k.c.line2);
    draw_months(k, axis, strip.y0 + k.px(58));
    draw_festivals(k, frame, axis, strip);
    draw_handle(k, frame, axis, strip);
    draw_countdown(k, frame, strip);
    drag(frame, k, axis, strip);
  }
  ImGui::End();
}

}  // namespace anxin
