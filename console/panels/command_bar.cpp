#include "console/panels/command_bar.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "console/panels/command_dispatch.hpp"
#include "console/panels/command_run.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/line_editor.hpp"
#include "data/model/personal.hpp"
#include "geo/pinyin.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr int kEnter = 257, kTab = 258, kDown = 264, kUp = 265, kKeypadEnter = 335, kEscape = 256;
constexpr std::size_t kHistory = 50;
constexpr std::uint8_t kPlaces =
    1U << static_cast<int>(FindKind::Unit) | 1U << static_cast<int>(FindKind::Township);
constexpr std::uint8_t kProjects = 1U << static_cast<int>(FindKind::Project);

// What the line wants to have found: the words and the kinds; nothing for a line that needs no search.
struct Wanted {
  std::string query;
  std::uint8_t kinds = 0;
};

Wanted wanted_of(std::string_view typed) {
  const std::string text = fold_width(typed);
  if (find_personal(text) != Personal::None) return {};  // never leaves the line
  if (!text.starts_with('/')) return {text, 0xF};
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos) return {};
  const auto verbs = verbs_with(std::string_view(text).substr(1, blank - 1));
  const std::string rest = fold_width(text.substr(blank));
  if (verbs.size() != 1 || rest.empty()) return {};
  switch (verbs.front()) {
    case LineVerb::Unit:
      return {rest, kPlaces};
    case LineVerb::Project:
      return {rest, kProjects};
    case LineVerb::Go:
      return parse_coordinates(rest) ? Wanted{} : Wanted{rest, 0xF};
    default:
      return {};
  }
}

std::string_view name_key(std::string& room, std::string_view word) {
  room = fmt::format("cmd.{}", word);
  return room;
}

CommandCandidate verb_candidate(const Kit& k, LineVerb verb) {
  const std::string_view word = word_of(verb);
  std::string key;
  CommandCandidate c;
  c.title = fmt::format("/{}  {}", word, k.tr(name_key(key, word)));
  c.line = fmt::format("/{}", word);
  c.complete = line_verbs()[static_cast<std::size_t>(verb)].takes_more;
  if (c.complete) c.line += ' ';
  if (const auto missing = missing_for(verb)) {
    c.possible = false;
    c.effect = k.lang == Lang::En ? missing->en : missing->zh;
  } else {
    c.effect = k.tr(fmt::format("cmd.{}.how", word));
  }
  return c;
}

// Commands by their name: 主题, zt or theme.
std::optional<FindMatch> verb_match(const Kit& k, LineVerb verb, const std::string& query) {
  std::string key;
  const std::string word(word_of(verb)), name(tr(Lang::Zh, name_key(key, word)));
  if (query.empty()) return {};
  if (word == query || name.starts_with(query)) return FindMatch::Prefix;
  if (fold_for_search(tr(Lang::En, key)).starts_with(query) && k.lang == Lang::En) return FindMatch::Prefix;
  if (query.size() > 1 && name.find(query) != std::string::npos) return FindMatch::Substring;
  for (const std::string& letters : initials(name)) {
    if (query.size() > 1 && letters.starts_with(query)) return FindMatch::InitialsPrefix;
  }
  return {};
}

// Its English name, which the query may have been.
std::string unit_in(const Frame& frame, std::string_view code) {
  for (const SupervisingUnit& u : frame.pack->supervising_units) {
    if (u.code == code) return std::string(short_name_of(u, Lang::En));
  }
  return {};
}

void add_findings(const Kit& k, const Frame& frame, const Found& found, std::vector<CommandCandidate>& out) {
  for (const Finding& f : found.best) {
    CommandCandidate c;
    c.title = f.name;
    if (f.kind == FindKind::Unit && k.lang == Lang::En) c.title += "  " + unit_in(frame, f.code);
    c.effect = effect_of(frame, k.ctx, f);
    c.finding = f;
    out.push_back(std::move(c));
  }
}

std::vector<CommandCandidate> candidates_of(const Kit& k, const Frame& frame, const std::string& typed,
                                            const Found* found) {
  std::vector<CommandCandidate> out;
  const std::string text = fold_width(typed);
  if (text.starts_with('/') && text.find(' ') == std::string::npos && !typed.ends_with(' ')) {
    for (const LineVerb verb : verbs_with(std::string_view(text).substr(1)))
      out.push_back(verb_candidate(k, verb));
    std::ranges::stable_partition(out, &CommandCandidate::possible);
  } else if (text.starts_with('/')) {
    if (found != nullptr) add_findings(k, frame, *found, out);
    const auto line = parse_command(typed);
    if (line && wanted_of(typed).query.empty()) {
      CommandCandidate c;
      c.title = text;
      c.line = text;
      c.effect = effect_of(frame, k.ctx, *line);
      c.possible = !missing_for(*line->verb);
      out.push_back(std::move(c));
    }
  } else {
    if (found != nullptr) add_findings(k, frame, *found, out);
    for (const LineVerbWord& v : line_verbs()) {
      const auto match = verb_match(k, v.verb, fold_for_search(typed));
      if (!match) continue;
      const auto worse = std::ranges::find_if(
          out, [&](const CommandCandidate& c) { return c.finding && c.finding->match > *match; });
      out.insert(worse, verb_candidate(k, v.verb));
    }
  }
  if (out.size() > kMostFindings) out.resize(kMostFindings);
  return out;
}

bool answered(const Frame& frame, const Wanted& wanted) {
  return wanted.query.empty() ||
         (frame.found && frame.found->query == wanted.query && frame.found->kinds == wanted.kinds);
}

// Asks for what the line wants, once; makes the candidates anew when line or answer changed.
void keep_up(const Frame& frame, PanelContext& ctx) {
  CommandBar& bar = ctx.state.tools.command;
  const Wanted wanted = wanted_of(bar.line.text);
  const std::string asked =
      fmt::format("{} {} {} {}", frame.can_find, frame.world.revision, wanted.kinds, wanted.query);
  if (!wanted.query.empty() && frame.can_find && !answered(frame, wanted) && bar.asked != asked) {
    bar.asked = asked;
    ctx.outbox.asks.emplace_back(Find{wanted.query, wanted.kinds});
  }
  // What was found for the line before stays until the answer is there: rows do not flicker while typing.
  const bool fresh = answered(frame, wanted) || wanted.query.empty();
  const std::string of = fmt::format("{} {} {}", ctx.view.language, frame.set != nullptr, bar.line.text);
  if (of == bar.candidates_of && frame.found == bar.candidates_found) return;
  const bool moved = of != bar.candidates_of;
  if (!fresh && !bar.candidates.empty() && frame.found == bar.candidates_found) return;
  const Kit k(ctx);
  bar.candidates =
      candidates_of(k, frame, bar.line.text,
                    wanted.query.empty() || !answered(frame, wanted) ? nullptr : frame.found.get());
  bar.candidates_of = of;
  bar.candidates_found = frame.found;
  if (moved || bar.marked >= bar.candidates.size()) bar.marked = 0;
}

void remember_line(PanelContext& ctx, const std::string& line) {
  auto& lines = ctx.view.command_lines;
  if (!lines.empty() && lines.back() == line) return;
  lines.push_back(line);
  if (lines.size() > kHistory) lines.erase(lines.begin());
}

void close(PanelContext& ctx) { ctx.state.tools.command = {}; }

void refuse(CommandBar& bar, Error error) {
  bar.refusal = std::move(error);
  bar.enter_waits = false;
}

constexpr double kSecondEnter_s = 5;

bool armed(const PanelContext& ctx, const std::string& line) {
  const CommandBar& bar = ctx.state.tools.command;
  return !bar.armed.empty() && bar.armed == line && ctx.seconds <= bar.armed_until_s;
}

// The first Enter: what would be sent to whom stands under the line.
void arm(const Frame& frame, PanelContext& ctx, const CommandLine& line) {
  CommandBar& bar = ctx.state.tools.command;
  const Lang lang = lang_of(ctx.view.language);
  const auto said = rehearse(frame, ctx, line, lang);
  if (!said) return refuse(bar, said.error());
  bar.armed = bar.line.text;
  bar.armed_until_s = ctx.seconds + kSecondEnter_s;
  bar.armed_says = tr_with(lang, "command.again", *said);
}

// Enter on a candidate, or on the line itself where it has none.
void enter(const Frame& frame, PanelContext& ctx) {
  CommandBar& bar = ctx.state.tools.command;
  const std::string typed = bar.line.text;
  if (fold_width(typed).empty()) return close(ctx);
  if (find_personal(typed) != Personal::None) {
    bar.line.set({});  // neither kept nor shown any longer
    return refuse(bar, {ErrorCode::Refused, std::string(tr(Lang::Zh, "line.personal")),
                        std::string(tr(Lang::En, "line.personal"))});
  }
  const Wanted wanted = wanted_of(typed);
  if (!answered(frame, wanted)) {  // runs when the answer is there
    bar.enter_waits = true;
    return;
  }
  bar.enter_waits = false;
  if (bar.marked < bar.candidates.size()) {
    const CommandCandidate chosen = bar.candidates[bar.marked];
    if (chosen.finding) {
      remember_line(ctx, typed);
      close(ctx);
      return go_to(frame, ctx, *chosen.finding);
    }
    if (chosen.complete && chosen.possible) return bar.line.set(chosen.line);
    bar.line.set(chosen.line);
  }
  const auto line = parse_command(bar.line.text);
  if (!line) {  // what the version lacks comes before what the line lacks
    const std::string text = fold_width(bar.line.text);
    const auto verbs = verbs_with(std::string_view(text).substr(1, text.find(' ') - 1));
    const auto missing =
        verbs.size() == 1 && text.starts_with('/') ? missing_for(verbs.front()) : std::nullopt;
    return refuse(bar, missing ? *missing : line.error());
  }
  if (!line->verb || !wanted_of(bar.line.text).query.empty()) {
    return refuse(bar, {ErrorCode::NotFound, tr_with(Lang::Zh, "line.not_found", wanted.query),
                        tr_with(Lang::En, "line.not_found", wanted.query)});
  }
  const std::string kept = bar.line.text;
  if (asks_twice(*line->verb) && !armed(ctx, kept)) return arm(frame, ctx, *line);
  if (Status ran = run_command(frame, ctx, *line); !ran) return refuse(bar, ran.error());
  remember_line(ctx, kept);
  close(ctx);
}

// Back and forth through what was entered at this seat; only from an empty line or within the history.
void history(PanelContext& ctx, int by) {
  CommandBar& bar = ctx.state.tools.command;
  const auto& lines = ctx.view.command_lines;
  if (by > 0 && bar.history_at < lines.size()) ++bar.history_at;
  if (by < 0 && bar.history_at > 0) --bar.history_at;
  bar.line.set(bar.history_at == 0 ? std::string() : lines[lines.size() - bar.history_at]);
}

void up_and_down(PanelContext& ctx, bool up) {
  CommandBar& bar = ctx.state.tools.command;
  if (bar.history_at > 0 || (up && bar.line.text.empty())) return history(ctx, up ? 1 : -1);
  if (bar.candidates.empty()) return;
  const std::size_t n = bar.candidates.size();
  bar.marked = (bar.marked + (up ? n - 1 : 1)) % n;
}

void edit_keys(CommandBar& bar) {
  if (!type_into(bar.line)) return;
  bar.refusal.reset();
  bar.armed.clear();
  bar.enter_waits = false;
  bar.history_at = 0;
}

}  // namespace

void open_command_bar(PanelContext& ctx, std::string_view line) {
  close(ctx);
  CommandBar& bar = ctx.state.tools.command;
  bar.open = bar.opened_now = true;
  bar.line.set(line);
  ctx.state.tools.menu = {};
}

bool command_keys(const Frame& frame, PanelContext& ctx) {
  CommandBar& bar = ctx.state.tools.command;
  if (!bar.open) return false;
  bar.opened_now = false;
  if (ImGui::IsKeyPressed(kEscape, false)) {
    close(ctx);
    return true;
  }
  edit_keys(bar);
  if (ImGui::IsKeyPressed(kUp, true)) up_and_down(ctx, true);
  if (ImGui::IsKeyPressed(kDown, true)) up_and_down(ctx, false);
  keep_up(frame, ctx);
  if (ImGui::IsKeyPressed(kTab, false) && bar.marked < bar.candidates.size() &&
      !bar.candidates[bar.marked].line.empty())
    bar.line.set(bar.candidates[bar.marked].line);
  const bool entered = ImGui::IsKeyPressed(kEnter, false) || ImGui::IsKeyPressed(kKeypadEnter, false);
  if (entered || (bar.enter_waits && answered(frame, wanted_of(bar.line.text)))) enter(frame, ctx);
  if (bar.open) keep_up(frame, ctx);
  return true;
}

void draw_command_field(const Kit& k, const Box& room) {
  const float w = std::min(room.w(), k.px(440));
  if (w < k.px(120)) return;
  const Box b = box_at(std::round(room.x0), room.cy() - k.px(15), std::round(w), k.px(30));
  const Hit h = k.hit("command", b);
  k.fill(b, h.hovered ? k.c.hover : k.c.map, 3);
  k.frame(b, k.c.line2, 1, 3);
  const std::string_view cap = cap_of(Verb::CommandLine);
  const float cap_w = k.px(18), left = b.x0 + k.px(12), right = b.x1 - k.px(12) - cap_w;
  for (const std::string_view key : {"command.hint", "command.short", "command.shorter"}) {
    if (k.width(Type::Meta, k.tr(key)) > right - left - k.px(6)) continue;
    k.text(Type::Meta, left, b.cy(), h.hovered ? k.c.text2 : k.c.text3, k.tr(key));
    break;
  }
  key_cap(k, right + k.px(4), b.cy(), cap);
  k.ctx.state.tools.command_field = {b.x0, b.y0, b.w(), b.h()};
  if (h.clicked) open_command_bar(k.ctx);
}

namespace {

constexpr float kLine = 40, kRow = 32;

// One candidate: what, and at the right what Enter does. Gives true when clicked.
bool draw_candidate(const Kit& k, const Frame& frame, const Box& row, const CommandCandidate& c, bool marked,
                    std::size_t n) {
  const Brief id("candidate{}", n);
  const Hit h = k.hit(id, row);
  if (marked || h.hovered) k.fill(row, k.c.hover);
  if (marked) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
  float x = row.x0 + k.px(14), right = row.x1 - k.px(14);
  if (marked) {
    const float cap = std::round(k.width(Type::Key, "Enter") + k.px(10));
    key_cap(k, right - cap, row.cy(), "Enter");
    right -= cap + k.px(8);
  }
  const Registry* r = frame.world.registry.get();
  const RiskTable* risk = frame.world.risk.get();
  if (c.finding && c.finding->kind == FindKind::Project && r != nullptr) {
    const Index i = r->find_project(c.finding->code);
    if (i != kNone)
      project_symbol(k, x + k.px(4), row.cy(), 5,
                     risk != nullptr && i < risk->grade.size() ? risk->grade[i] : Grade::Unknown);
    x += k.px(16);
  }
  const Colour32 quiet = h.hovered || marked ? k.c.text2 : k.c.text3;
  const float title_w = std::min(k.width(Type::Body, c.title), (right - x) * 0.45F);
  const float effect_w = std::min(k.width(Type::Meta, c.effect), right - x - title_w - k.px(16));
  k.text_in(Type::Meta, right, row.cy(), effect_w + 1, quiet, c.effect, Align::Right);
  k.text_in(c.possible ? Type::Body : Type::Meta, x, row.cy(), right - effect_w - k.px(16) - x,
            c.possible ? k.c.text : quiet, c.title);
  return h.clicked;
}

std::string_view status_key(const Frame& frame, const CommandBar& bar, const Wanted& wanted) {
  if (!bar.candidates.empty()) return {};
  if (bar.line.text.empty()) return "command.how";
  if (wanted.query.empty()) return {};
  if (!frame.can_find) return "command.preparing";
  return answered(frame, wanted) ? "command.nothing" : "command.searching";
}

}  // namespace

void draw_command_bar(const Frame& frame, PanelContext& ctx, const Layout& l) {
  CommandBar& bar = ctx.state.tools.command;
  if (!bar.open) return;
  keep_up(frame, ctx);
  const Kit m(ctx);
  const PixelRect at = ctx.state.tools.command_field;
  const Box field = box_at(at.x, at.y, at.w, at.h);
  const float w = std::min(m.px(720), l.top.w() - m.px(24));
  const float x =
      std::clamp(field.w() > 0 ? field.x0 : l.top.cx() - w / 2, m.px(12), l.top.w() - w - m.px(12));
  const std::string_view status = status_key(frame, bar, wanted_of(bar.line.text));
  if (!bar.armed.empty() && ctx.seconds > bar.armed_until_s) bar.armed.clear();
  if (!bar.armed.empty()) ctx.state.next_frame_s = bar.armed_until_s + 0.01;
  const std::string why = bar.refusal         ? (m.lang == Lang::En ? bar.refusal->en : bar.refusal->zh)
                          : bar.armed.empty() ? std::string()
                                              : bar.armed_says;
  const float why_h = why.empty() ? 0 : m.wrapped_height(Type::Meta, w - m.px(36), why) + m.px(12);
  const float rows_h = m.px(kRow) * static_cast<float>(bar.candidates.size());
  const float h = m.px(kLine) + why_h + rows_h + (status.empty() ? 0 : m.px(kRow)) + m.px(4);
  const Box b = box_at(std::round(x), l.top.y0 + m.px(2), std::round(w), std::round(h));
  begin_plate(m, "##command", b);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  const Kit k(ctx);
  const Box well{b.x0 + k.px(5), b.y0 + k.px(5), b.x1 - k.px(5), b.y0 + k.px(kLine) - k.px(3)};
  draw_line(k, well, bar.line, k.tr("command.hint"));
  float y = b.y0 + k.px(kLine);
  if (!why.empty()) {
    k.fill({b.x0 + 1, y + k.px(2), b.x0 + k.px(4), y + why_h - k.px(2)}, k.c.text);
    k.wrapped(Type::Meta, b.x0 + k.px(14), y + k.px(4) + k.line_height(Type::Meta) / 2, w - k.px(36),
              k.c.text2, why);
    y += why_h;
  }
  bool clicked = false;
  for (std::size_t n = 0; n < bar.candidates.size(); ++n, y += k.px(kRow)) {
    const Box row{b.x0 + 1, y, b.x1 - 1, y + k.px(kRow)};
    if (!draw_candidate(k, frame, row, bar.candidates[n], n == bar.marked, n)) continue;
    bar.marked = n;
    clicked = true;
  }
  if (!status.empty())
    k.text_in(Type::Meta, b.x0 + k.px(14), y + k.px(kRow) / 2, w - k.px(28), k.c.text3, k.tr(status));
  ImGui::End();
  const ImGuiIO& io = ImGui::GetIO();
  if (clicked) {
    enter(frame, ctx);
  } else if (io.MouseClicked[0] && !bar.opened_now && !b.has(io.MousePos) && !field.has(io.MousePos)) {
    close(ctx);  // a click elsewhere is meant for what is there
  }
}

}  // namespace anxin
