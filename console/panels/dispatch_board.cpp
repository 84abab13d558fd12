// The left column of the dispatch view (UX 6.5): the board of open incidents, its two buttons, one card an
// incident; below it how well the clocks were kept and who is on duty.
#include <algorithm>
#include <cmath>

#include "console/panels/closing.hpp"
#include "console/panels/dispatch_forms.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/replay_panel.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

constexpr float kCard = 86, kEnded = 64, kHead = 92, kAttainment = 196, kDuty = 128;
constexpr int kMostSquares = 12;

// 缺 法援 调解; all sent: what comes next.
std::string next_text(const Frame& frame, Lang lang, const BoardRow& row) {
  const Incident& i = *row.incident;
  if (i.alarm_open && !i.claimed_by.empty()) return std::string(tr(lang, "card.alarm"));
  switch (i.state) {
    case IncidentState::Reported:
      if (i.claimed_by.empty()) return std::string(tr(lang, "card.unclaimed"));
      return i.claimed_by == frame.seat ? std::string(tr(lang, "card.mine"))
                                        : tr_with(lang, "card.claimed", i.claimed_by);
    case IncidentState::Resolved:
      return std::string(tr(lang, "card.close"));
    default:
      break;
  }
  const FunctionCounts missing = row.missing();
  if (total_of(missing) > 0) return tr_with(lang, "card.missing", functions_text(lang, missing));
  if (total_of(row.there) < total_of(row.sent)) return std::string(tr(lang, "card.on_the_way"));
  return std::string(tr(lang, i.reports.empty() ? "card.report" : "card.complete"));
}

float draw_squares(const Kit& k, const BoardRow& row, float x, float y) {
  const int plan = std::min(total_of(row.incident->plan), kMostSquares);
  const int missing = std::min(total_of(row.missing()), plan);
  const float side = k.px(9), step = k.px(13);
  for (int n = 0; n < plan; ++n) {
    const Box b = box_at(std::round(x + step * static_cast<float>(n)), std::round(y - side / 2), side, side);
    if (n < plan - missing) {
      k.fill(b, k.c.move);
    } else {
      k.frame(b, k.c.move, 1.2F);
    }
  }
  return plan > 0 ? step * static_cast<float>(plan) + k.px(6) : 0;
}

// The alarm's border, its bar, or the bar of the selected card.
void draw_card_edge(const Kit& k, const Incident& i, const Box& b, bool selected, const Alarm& alarm) {
  const bool grave = i.level.level <= IncidentLevel::II;
  if (unacknowledged(i) && grave) {
    if (alarm.incident != i.id || alarm.lit)
      k.frame(b.grown(-k.px(1.5F)), level_colour(k.c, i.level.level), 3);
  } else if (unacknowledged(i) && i.level.level == IncidentLevel::III) {
    k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, level_colour(k.c, i.level.level));
  } else if (selected) {
    k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, k.c.text);
  }
}

void click_card(PanelContext& ctx, const std::string& id) {
  auto& picked = ctx.state.tools.dispatch.picked;
  if (!ImGui::GetIO().KeyCtrl) return show_incident(ctx, id);
  const auto it = std::ranges::find(picked, id);
  if (it == picked.end()) {
    picked.push_back(id);
  } else {
    picked.erase(it);
  }
}

void draw_card(const Kit& k, const Frame& frame, const BoardRow& row, const Box& b, const Alarm& alarm) {
  const Incident& i = *row.incident;
  const bool selected = k.ctx.view.selected_incident == i.id;
  const auto& picked = k.ctx.state.tools.dispatch.picked;
  const bool chosen = std::ranges::find(picked, i.id) != picked.end();
  const Hit h = k.hit(i.id, b);
  if (selected || h.hovered) k.fill(b, k.c.hover);
  if (chosen) k.frame(b.grown(-k.px(4)), k.c.text, 1.2F, 2);
  const Colour32 quiet = k.c.text2;
  const float x = b.x0 + k.px(54), right = b.x1 - k.px(16);
  incident_mark(k, b.x0 + k.px(30), b.y0 + k.px(24), 14, i.level.level);
  const bool grave = i.level.level <= IncidentLevel::II;
  const Colour32 ink =
      grave ? level_text_colour(k.c, i.level.level, selected ? k.c.hover : k.c.panel) : k.c.text;
  const float time =
      k.text(Type::Tab, right, b.y0 + k.px(20), ink, list_elapsed(frame.now - i.reported), Align::Right);
  k.text_in(Type::Tab, x, b.y0 + k.px(20), right - time - k.px(10) - x, k.c.text, i.place);
  const float state =
      k.text(Type::Meta, right, b.y0 + k.px(42), quiet, k.tr(incident_state_key(i)), Align::Right);
  const std::string where = fmt::format("{}  {}", unit_short_of(frame, k.lang, i.supervising_unit),
                                        persons_text(k.lang, i.persons));
  k.text_in(Type::Meta, x, b.y0 + k.px(42), right - state - k.px(10) - x, quiet, where);
  const float left = x + draw_squares(k, row, x, b.y0 + k.px(64));
  std::string next = next_text(frame, k.lang, row);
  if (k.width(Type::Note, next) > right - left && total_of(row.missing()) > 0)
    next = tr_with(k.lang, "card.missing_n", total_of(row.missing()));
  k.text_in(Type::Note, left, b.y0 + k.px(64), right - left, k.c.text2, next);
  k.rule(b.x0 + k.px(16), b.x1 - k.px(16), b.y1 - 1, k.c.line);
  draw_card_edge(k, i, b, selected, alarm);
  if (h.clicked) click_card(k.ctx, i.id);
}

// 事件板, 新建事件, 合并所选, and why either is off.
void draw_head(const Kit& k, const Frame& frame, const Box& b) {
  const float x0 = b.x0 + k.px(16), x1 = b.x1 - k.px(16);
  const Board& board = board_of(frame, k.ctx);
  section_head(k, x0, x1, b.y0 + k.px(20), "board",
               board.of == nullptr ? std::string()
               : frame.replay      ? as_of_text(frame, k.lang)
                              : tr_with(k.lang, "board.counts", board.open.size(), board.reported_today));
  const float y = b.y0 + k.px(36), h = k.px(34), gap = k.px(8), w = std::round((x1 - x0 - gap) / 2);
  const Box create = box_at(x0, y, w, h), merge = box_at(x1 - w, y, w, h);
  const std::string no_new = why_not(frame, k.ctx, Deed::New), no_merge = why_not(frame, k.ctx, Deed::Merge);
  if (!no_new.empty()) {
    button_off(k, create, k.tr("board.new"), cap_of(Verb::NewIncident));
  } else if (keyed_button(k, "new", create, k.tr("board.new"), cap_of(Verb::NewIncident), true).clicked) {
    act(frame, k.ctx, Verb::NewIncident);
  }
  if (!no_merge.empty()) {
    button_off(k, merge, k.tr("board.merge"));
  } else if (button(k, "merge", merge, k.tr("board.merge")).clicked) {
    show_incident(k.ctx, k.ctx.state.tools.dispatch.picked.front());
    open_form(frame, k.ctx, DispatchForm::Merge);
  }
  bool& ended = k.ctx.state.tools.dispatch.ended_shown;
  float used = 0;
  if (ended || !board.ended.empty()) {
    const std::string text = ended ? tr_with(k.lang, "board.to_open", board.open.size())
                                   : tr_with(k.lang, "board.to_ended", board.ended.size());
    if (word_button(k, "ended", x1, b.y0 + k.px(81), text, used, Align::Right).clicked) ended = !ended;
    used += k.px(10);
  }
  const std::string why = !no_new.empty() ? no_new : ended ? std::string() : no_merge;
  k.text_in(Type::Note, x0, b.y0 + k.px(82), x1 - x0 - used, k.c.text3, why);
  k.rule(b.x0, b.x1, b.y1 - 1, k.c.line);
}

// The card of an incident that has just been selected, here or elsewhere, or that has moved to another place
// of the board is scrolled into view once.
void bring_selected(const Kit& k, const Board& board) {
  const std::string& selected = k.ctx.view.selected_incident;
  DispatchPanel& panel = k.ctx.state.tools.dispatch;
  const std::size_t at = board.position(selected);
  if (selected == panel.brought && (at == panel.brought_at || at == board.open.size())) return;
  if (!selected.empty() && at == board.open.size()) return;  // not read yet
  panel.brought = selected, panel.brought_at = at;
  if (selected.empty()) return;
  const float top = k.px(kCard) * static_cast<float>(at), bottom = top + k.px(kCard);
  const float shown = ImGui::GetWindowHeight();
  if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
  if (bottom > ImGui::GetScrollY() + shown) ImGui::SetScrollY(bottom - shown);
}

void draw_ended(const Kit& k, const Frame& frame, const Incident& i, const Box& b) {
  const bool selected = k.ctx.view.selected_incident == i.id;
  const Hit h = k.hit(i.id, b);
  if (selected || h.hovered) k.fill(b, k.c.hover);
  if (selected) k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, k.c.text);
  const float x = b.x0 + k.px(54), right = b.x1 - k.px(16);
  incident_mark(k, b.x0 + k.px(30), b.y0 + k.px(24), 14, i.level.level);
  const std::string when = clock_time(i.ended.value_or(i.reported), frame.today);
  const float time = k.text(Type::Meta, right, b.y0 + k.px(20), k.c.text2, when, Align::Right);
  k.text_in(Type::Tab, x, b.y0 + k.px(20), right - time - k.px(10) - x, k.c.text, i.place);
  const float state =
      k.text(Type::Meta, right, b.y0 + k.px(42), k.c.text2, k.tr(incident_state_key(i)), Align::Right);
  k.text_in(Type::Meta, x, b.y0 + k.px(42), right - state - k.px(10) - x, k.c.text2,
            fmt::format("{}  {}", unit_short_of(frame, k.lang, i.supervising_unit),
                        persons_text(k.lang, i.persons)));
  k.rule(b.x0 + k.px(16), b.x1 - k.px(16), b.y1 - 1, k.c.line);
  if (h.clicked) show_incident(k.ctx, i.id);
}

void draw_ended_list(const Kit& k, const Frame& frame, const Board& board, const Box& b, float top) {
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  const float h = k.px(kEnded);
  float y = top;
  if (board.ended.empty())
    k.text_in(Type::BodyBold, b.x0 + k.px(16), top + k.px(26), b.w() - k.px(32), k.c.text,
              k.tr("board.none_ended"));
  for (const Incident* i : board.ended) {
    const Box row = box_at(b.x0, y, b.w(), h);
    y += h;
    if (row.y1 >= lower.y && row.y0 <= upper.y) draw_ended(k, frame, *i, row);
  }
  ImGui::SetCursorScreenPos({b.x0, top});
  ImGui::Dummy({1, y - top});
}

void draw_cards(const Kit& k, const Frame& frame, const Box& b) {
  const Board& board = board_of(frame, k.ctx);
  const float x0 = b.x0 + k.px(16), w = b.w() - k.px(32);
  const float top = ImGui::GetCursorScreenPos().y;
  if (k.ctx.state.tools.dispatch.ended_shown) return draw_ended_list(k, frame, board, b, top);
  if (board.open.empty()) {
    const bool reading = board.of == nullptr;
    k.text_in(Type::BodyBold, x0, top + k.px(26), w, k.c.text,
              k.tr(reading ? "board.reading" : "board.none"));
    if (!reading) k.wrapped(Type::Meta, x0, top + k.px(52), w, k.c.text2, k.tr("board.none_how"));
    return;
  }
  // In a replay the one that may blink is the line that tells of what happens now.
  const Alarm alarm = frame.replay ? Alarm{} : alarm_of(frame, k.ctx);
  bring_selected(k, board);
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  const float h = k.px(kCard);
  for (std::size_t n = 0; n < board.open.size(); ++n) {
    const Box row = box_at(b.x0, top + h * static_cast<float>(n), b.w(), h);
    if (row.y1 < lower.y || row.y0 > upper.y) continue;
    draw_card(k, frame, board.open[n], row, alarm);
  }
  ImGui::SetCursorScreenPos({b.x0, top});
  ImGui::Dummy({1, h * static_cast<float>(board.open.size())});
}

// The line between the column and the map.
void edge(const Kit& k, const Box& b) {
  k.fill({b.x1 - std::max(1.0F, std::round(k.s)), b.y0, b.x1, b.y1}, k.c.line);
}

}  // namespace

Alarm alarm_of(const Frame& frame, PanelContext& ctx) {
  constexpr double kFirst_s = 30, kSecond_s = 6, kHalf_s = 0.5;
  auto& since = ctx.state.tools.dispatch.alarm_since;
  Alarm alarm;
  const Incident* worst = nullptr;
  if (frame.replay) {  // of the present, not of the moment shown
    worst = gravest_unacknowledged(frame);
  } else {
    const Board& board = board_of(frame, ctx);
    for (const BoardRow& row : board.open) {  // gravest first
      const Incident& i = *row.incident;
      if (i.level.level > IncidentLevel::II) break;
      if (unacknowledged(i) && worst == nullptr) worst = &i;
    }
    std::erase_if(since, [&](const auto& seen) { return board.row(seen.first) == nullptr; });
  }
  if (worst == nullptr) return alarm;
  alarm.incident = worst->id;
  const double age = ctx.seconds - since.try_emplace(worst->id, ctx.seconds).first->second;
  if (ctx.seconds <= 0 || age >= (worst->level.level == IncidentLevel::I ? kFirst_s : kSecond_s))
    return alarm;
  const auto half = static_cast<std::int64_t>(age / kHalf_s);
  alarm.lit = half % 2 == 0;
  const double next = ctx.seconds - age + static_cast<double>(half + 1) * kHalf_s;
  double& frame_s = ctx.state.next_frame_s;
  frame_s = frame_s > 0 ? std::min(frame_s, next) : next;
  return alarm;
}

void draw_dispatch_left(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.left.w() <= 0) return;
  const Kit m(ctx);
  const Box& all = l.left;
  const float closed = closures_height(m, frame, all.w() - m.px(32));
  const float foot_h = m.px(kAttainment + kDuty) + (closed > 0 ? closed + m.px(14) : 0);
  const Box head{all.x0, all.y0, all.x1, all.y0 + m.px(kHead)};
  const Box foot{all.x0, std::max(head.y1 + m.px(2 * kCard), all.y1 - foot_h), all.x1, all.y1};
  const Box cards{all.x0, head.y1, all.x1, foot.y0};
  begin_region(m, "##left", head, false);
  draw_head(Kit(ctx), frame, head);
  edge(Kit(ctx), head);
  ImGui::End();
  begin_region(m, "##board", cards, true);
  draw_cards(Kit(ctx), frame, cards);
  edge(Kit(ctx), cards);
  ImGui::End();
  begin_region(m, "##left_foot", foot, true);
  const Kit k(ctx);
  const float x0 = foot.x0 + k.px(16), x1 = foot.x1 - k.px(16), top = ImGui::GetCursorScreenPos().y;
  k.rule(foot.x0, foot.x1, foot.y0, k.c.line);
  float y = draw_attainment(k, frame, x0, x1, top + k.px(6));
  k.rule(foot.x0, foot.x1, y + k.px(4), k.c.line);
  y = draw_on_duty(k, frame, x0, x1, y + k.px(10));
  if (closed > 0) {
    k.rule(foot.x0, foot.x1, y + k.px(4), k.c.line);
    y = draw_closures(k, frame, x0, x1, y + k.px(10));
  }
  ImGui::SetCursorScreenPos({foot.x0, top});
  ImGui::Dummy({1, y - top});
  edge(k, foot);
  ImGui::End();
}

}  // namespace anxin
