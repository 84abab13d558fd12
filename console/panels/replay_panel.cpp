#include "console/panels/replay_panel.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/incident_axis.hpp"

namespace anxin {
namespace {

constexpr double kFrame_s = 1.0 / 30;
constexpr std::array<std::string_view, kReplaySpeeds> kSpeedKeys{"replay.x1", "replay.x10", "replay.x60",
                                                                 "replay.x600", "replay.events"};

const Operations* present_of(const Frame& frame) {
  return frame.present ? frame.present.get() : frame.world.operations.get();
}

// The moment wished for, within what can be shown; the wish runs ahead of what the desk has made.
Instant wished(const ReplayWish& wish, const ReplayState& state) {
  return std::clamp(wish.at, state.from, std::max(state.from, state.until));
}

void rest_at(PanelContext& ctx, Instant at) {
  ctx.state.tools.dispatch.replay.play_from_s = -1;
  ctx.view.replay->at = at;
}

void toggle_playback(const ReplayState& state, PanelContext& ctx) {
  ReplayPanel& play = ctx.state.tools.dispatch.replay;
  const Instant at = wished(*ctx.view.replay, state);
  if (play.play_from_s >= 0) return rest_at(ctx, at);
  const bool over = play.speed == ReplaySpeed::Events ? at >= state.moments->back().at : at >= state.until;
  play.play_from = over ? state.from : at;
  play.play_from_s = ctx.seconds;
  ctx.view.replay->at = play.play_from;
}

void next_speed(const ReplayState& state, PanelContext& ctx) {
  ReplayPanel& play = ctx.state.tools.dispatch.replay;
  play.speed = static_cast<ReplaySpeed>((static_cast<std::size_t>(play.speed) + 1) % kReplaySpeeds);
  if (play.play_from_s < 0) return;
  play.play_from = wished(*ctx.view.replay, state);
  play.play_from_s = ctx.seconds;
}

// How soon playback moves on: at the slow speeds not sooner than a second of the incident.
double step_s(ReplaySpeed speed) {
  if (speed == ReplaySpeed::Events) return 0.1;
  return std::max(kFrame_s, 0.25 / kReplayFactors[static_cast<std::size_t>(speed)]);
}

}  // namespace

std::string moment_text(Instant at) {
  std::string text = to_string(at + kBeijingOffset);  // 2026-11-23T08:19:47Z
  text[10] = ' ';
  return text.substr(5, 14);
}

std::string why_no_replay(const Frame& frame, const PanelContext& ctx, Lang lang) {
  const Operations* operations = present_of(frame);
  if (operations == nullptr) return std::string(tr(lang, "why.reading"));
  const bool there = operations->incident(ctx.view.selected_incident) != nullptr;
  return there ? std::string() : std::string(tr(lang, "why.select"));
}

void start_replay(const Frame& frame, PanelContext& ctx, const std::string& incident) {
  show_day(ctx, {});
  show_incident(ctx, incident);
  close_form(ctx);
  ReplayPanel& replay = ctx.state.tools.dispatch.replay;
  replay.play_from_s = -1;
  const Operations* operations = present_of(frame);
  replay.incidents_then = operations != nullptr ? operations->incidents->size() : 0;
  ctx.view.replay = ReplayWish{incident, {}};
}

void end_replay(PanelContext& ctx) {
  ctx.view.replay.reset();
  ctx.state.tools.dispatch.replay.play_from_s = -1;
}

bool act_on_replay(const Frame& frame, PanelContext& ctx, Verb verb) {
  if (!ctx.view.replay) {
    if (verb != Verb::Replay) return false;
    if (ctx.view.tab == ViewTab::Dispatch && why_no_replay(frame, ctx, Lang::En).empty())
      start_replay(frame, ctx, ctx.view.selected_incident);
    return true;
  }
  if (verb == Verb::Live) return end_replay(ctx), true;
  if (verb < Verb::Play || verb > Verb::Live) {
    if (verb != Verb::Replay) return false;
  }
  const ReplayState* state = frame.replay.get();
  if (state == nullptr) return true;  // not read yet
  const Instant at = wished(*ctx.view.replay, *state);
  const auto go = [&](Instant to) {
    rest_at(ctx, std::clamp(to, state->from, std::max(state->from, state->until)));
  };
  switch (verb) {
    case Verb::Play:
      toggle_playback(*state, ctx);
      break;
    case Verb::DayBack:
      go(stepped(*state->moments, at, -1));
      break;
    case Verb::DayOn:
      go(stepped(*state->moments, at, 1));
      break;
    case Verb::WeekBack:
      go(at - std::chrono::minutes(1));
      break;
    case Verb::WeekOn:
      go(at + std::chrono::minutes(1));
      break;
    case Verb::Start:
      go(state->from);
      break;
    default:
      next_speed(*state, ctx);
      break;
  }
  return true;
}

void advance_replay(const Frame& frame, PanelContext& ctx) {
  if (!ctx.view.replay) return;
  if (ctx.view.tab != ViewTab::Dispatch || ctx.view.selected_incident.empty()) return end_replay(ctx);
  ReplayPanel& play = ctx.state.tools.dispatch.replay;
  // Where it was not begun here (a picture), those known at its first frame.
  if (play.incidents_then == 0 && frame.present) play.incidents_then = frame.present->incidents->size();
  if (ctx.view.replay->incident != ctx.view.selected_incident) {
    ctx.view.replay->incident = ctx.view.selected_incident;
    play.play_from_s = -1;
    return;
  }
  const ReplayState* state = frame.replay.get();
  if (state == nullptr || state->incident != ctx.view.replay->incident || play.play_from_s < 0) return;
  const Instant at =
      played_to(*state->moments, state->until, play.play_from, ctx.seconds - play.play_from_s, play.speed);
  ctx.view.replay->at = at;
  const bool over = play.speed == ReplaySpeed::Events ? at >= state->moments->back().at : at >= state->until;
  if (over) {
    play.play_from_s = -1;
    return;
  }
  double& next = ctx.state.next_frame_s;
  const double then = ctx.seconds + step_s(play.speed);
  next = next > 0 ? std::min(next, then) : then;
}

namespace {

void draw_play(const Kit& k, const Frame& frame, const Box& b) {
  const Hit h = k.hit("play", b);
  k.fill(b, h.hovered ? k.c.hover : k.c.raised, 3);
  k.frame(b, k.c.line2, 1, 3);
  if (k.ctx.state.tools.dispatch.replay.play_from_s >= 0) {
    for (const float dx : {-4.0F, 2.0F})
      k.fill({b.cx() + k.px(dx), b.cy() - k.px(6), b.cx() + k.px(dx + 3), b.cy() + k.px(6)}, k.c.text);
  } else {
    k.draw->AddTriangleFilled({b.cx() - k.px(4), b.cy() - k.px(7)}, {b.cx() + k.px(8), b.cy()},
                              {b.cx() - k.px(4), b.cy() + k.px(7)}, k.c.text);
  }
  if (h.clicked) act(frame, k.ctx, Verb::Play);
}

// 重放 I-…, the moment; speed with its key. Returns where the line may begin.
float draw_words(const Kit& k, const Frame& frame, const Box& strip) {
  const float top = strip.y0 + k.px(20), low = strip.y0 + k.px(46);
  float x = strip.x0 + k.px(64);
  const float w =
      std::max(k.width(Type::Brand, "00-00 00:00:00"), k.width(Type::Note, k.ctx.view.replay->incident) +
                                                           k.px(8) + k.width(Type::Note, k.tr("replay")));
  const float word = k.text(Type::Note, x, top, k.c.text, k.tr("replay"));
  k.text_in(Type::Note, x + word + k.px(8), top, w - word - k.px(8), k.c.text3, k.ctx.view.replay->incident);
  if (frame.replay) k.text(Type::Brand, x, low, k.c.text, moment_text(frame.replay->at));
  x += w + k.px(20);
  const std::string_view label = k.tr("scrubber.speed"), cap = cap_of(Verb::Replay);
  float widest = k.width(Type::Note, label) + k.px(28);
  for (const std::string_view key : kSpeedKeys) widest = std::max(widest, k.width(Type::Body, k.tr(key)));
  const Box b = box_at(x - k.px(8), strip.cy() - k.px(25), widest + k.px(16), k.px(50));
  const Hit h = k.hit("speed", b);
  if (h.hovered) k.fill(b, k.c.hover, 3);
  const float label_w = k.text(Type::Note, x, top, h.hovered ? k.c.text2 : k.c.text3, label);
  key_cap(k, x + label_w + k.px(8), top, cap);
  const auto speed = static_cast<std::size_t>(k.ctx.state.tools.dispatch.replay.speed);
  k.text(Type::Body, x, low, k.c.text, k.tr(kSpeedKeys[speed]));
  if (h.clicked) act(frame, k.ctx, Verb::Replay);
  return x + widest + k.px(44);
}

// Every moment of the journal as a tick, so that it is seen where there is something to step to.
void draw_ticks(const Kit& k, const StripAxis& axis, const ReplayState& state) {
  const float y = axis.box.cy(), w = std::max(1.0F, std::round(k.s));
  float last = -1;
  for (const ReplayMoment& m : *state.moments) {
    const float x = std::round(axis.x(m.at));
    if (x < last + 2 * w) continue;  // nothing more would be seen
    last = x;
    k.fill({x, y - k.px(4), x + w, y}, m.at <= state.at ? k.c.text2 : k.c.line2);
  }
}

void draw_handle(const Kit& k, const StripAxis& axis, Instant at) {
  const float x = std::round(axis.x(at)), w = std::max(1.0F, k.px(2)), top = axis.box.y0;
  k.fill({x - w / 2, top + k.px(2), x + w / 2, axis.box.cy() + k.px(10)}, k.c.text);
  k.draw->AddTriangleFilled({x - k.px(6), top}, {x + k.px(6), top}, {x, top + k.px(8)}, k.c.text);
}

void drag(const Kit& k, const StripAxis& axis, const Box& strip) {
  ImGui::SetCursorScreenPos({axis.box.x0, strip.y0});
  ImGui::InvisibleButton("moment", {axis.box.w(), strip.h()});
  if (ImGui::IsItemActive()) rest_at(k.ctx, axis.at(ImGui::GetIO().MousePos.x));
}

void draw_line(const Kit& k, const Frame& frame, const Box& strip, float left, float right) {
  const ReplayState& state = *frame.replay;
  const StripAxis axis{{left, strip.y0 + k.px(2), std::max(left + 1, right), strip.y1},
                       state.from,
                       std::max<std::int64_t>(1, (state.until - state.from).count())};
  draw_strip_axis(k, axis, state.at);
  draw_ticks(k, axis, state);
  if (const Incident* i = state.operations->incident(state.incident)) {
    std::vector<StripMoment> known = strip_moments(k, frame, *i);
    std::erase_if(known, [&](const StripMoment& m) { return !axis.has(m.at); });
    draw_strip_moments(k, axis, known);
  }
  draw_handle(k, axis, state.at);
  drag(k, axis, strip);
}

// The incident to be told of, and how many came since; null and 0: quiet.
struct News {
  const Incident* gravest = nullptr;
  std::size_t came = 0;
};
News news_of(const Frame& frame, const PanelContext& ctx) {
  News news;
  if (!frame.replay || !frame.present) return news;
  const auto& incidents = *frame.present->incidents;
  const std::size_t then = ctx.state.tools.dispatch.replay.incidents_then;
  if (incidents.size() > then) news.came = incidents.size() - then;
  news.gravest = gravest_unacknowledged(frame);
  return news;
}

}  // namespace

const Incident* gravest_unacknowledged(const Frame& frame) {
  const Incident* gravest = nullptr;
  if (!frame.present) return gravest;
  for (const auto& [id, i] : *frame.present->incidents) {
    if (!unacknowledged(i) || i.level.level > IncidentLevel::II) continue;
    if (gravest == nullptr || i.level.level < gravest->level.level) gravest = &i;
  }
  return gravest;
}

void draw_replay_strip(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.scrubber.h() <= 0) return;
  begin_region(Kit(ctx), "##strip", l.scrubber, false);
  const Kit k(ctx);
  const Box& strip = l.scrubber;
  k.rule(strip.x0, strip.x1, strip.y0, k.c.line);
  draw_play(k, frame, box_at(strip.x0 + k.px(16), strip.cy() - k.px(17), k.px(34), k.px(34)));
  const float left = draw_words(k, frame, strip);
  const std::string_view word = k.tr("replay.live"), cap = cap_of(Verb::Live);
  const float w = std::round(k.width(Type::BodyBold, word) + k.width(Type::Key, cap) + k.px(48));
  const Box back = box_at(strip.x1 - k.px(16) - w, strip.cy() - k.px(17), w, k.px(34));
  if (keyed_button(k, "live", back, word, cap, true).clicked) act(frame, ctx, Verb::Live);
  const float right = back.x0 - k.px(40);
  if (ctx.view.replay && frame.replay) {
    draw_line(k, frame, strip, left, right);
  } else {
    k.text_in(Type::Meta, left, strip.cy(), right - left, k.c.text3, k.tr("board.reading"));
  }
  ImGui::End();
}

float draw_news(const Kit& k, const Frame& frame, float x, float right, float y) {
  const News news = news_of(frame, k.ctx);
  if (news.gravest == nullptr && news.came == 0) return 0;
  std::string text = tr_with(k.lang, "replay.came", news.came);
  if (news.gravest != nullptr)
    text =
        tr_with(k.lang, "replay.alarm", level_text(k.lang, news.gravest->level.level), news.gravest->place);
  const Box b =
      box_at(x, y - k.px(11), std::min(k.width(Type::BodyBold, text) + k.px(20), right - x), k.px(22));
  const Hit h = k.hit("news", b);
  if (h.hovered) k.fill(b, k.c.hover, 2);
  const Alarm alarm = alarm_of(frame, k.ctx);
  if (news.gravest == nullptr) {
    k.frame(b, k.c.line2, 1, 2);
  } else if (alarm.incident != news.gravest->id || alarm.lit) {
    k.frame(b, level_colour(k.c, news.gravest->level.level), 2, 2);
  }
  k.text_in(Type::BodyBold, b.x0 + k.px(10), y, b.w() - k.px(20) + 1, k.c.text, text);
  if (h.clicked) {
    const std::string id = news.gravest != nullptr ? news.gravest->id : std::string();
    end_replay(k.ctx);
    if (!id.empty()) show_incident(k.ctx, id);
  }
  return b.w();
}

}  // namespace anxin
