// The menu of a project on the map: the verbs that act on it, with their keys; those whose view is not there
// say why.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels/command_run.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/gathering.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

enum class Task : std::uint8_t { Select, Centre, Gather, Copy, Incident, Visit, Sheet };
struct Item {
  Task task;
  std::string_view name, cap, why;  // keys of the words; `why` where it cannot be done yet
};
constexpr std::array<Item, 7> kItems{{{Task::Select, "menu.select", "", ""},
                                      {Task::Centre, "menu.centre", "Enter", ""},
                                      {Task::Gather, "menu.gather", "Ctrl", ""},
                                      {Task::Copy, "menu.copy", "", ""},
                                      {Task::Incident, "menu.incident", "E", ""},
                                      {Task::Visit, "menu.visit", "I", "menu.visit.why"},
                                      {Task::Sheet, "menu.sheet", "P", "menu.sheet.why"}}};
constexpr float kHead = 34, kRow = 28, kTwoLines = 42;

void act_on(const Frame& frame, PanelContext& ctx, Task task, Index project) {
  const Registry& r = *frame.world.registry;
  switch (task) {
    case Task::Select:
      select_project(ctx, r.id[project]);
      break;
    case Task::Centre:
      show_project(frame, ctx, project);
      break;
    case Task::Gather:
      toggle_in_set(frame, ctx, project);
      break;
    case Task::Copy:
      ImGui::SetClipboardText(std::string(r.id[project]).c_str());
      break;
    case Task::Incident:
      if (why_not(frame, ctx, Deed::New).empty()) open_intake(frame, ctx, project);
      break;
    default:
      break;
  }
}

// Why it cannot be done; empty: it can.
std::string reason_of(const Kit& k, const Frame& frame, const Item& item) {
  if (item.task == Task::Incident) return why_not(frame, k.ctx, Deed::New);
  return item.why.empty() ? std::string() : std::string(k.tr(item.why));
}

float height_of(const Kit& k, const Frame& frame) {
  float h = kHead + 6;
  for (const Item& item : kItems) h += reason_of(k, frame, item).empty() ? kRow : kTwoLines;
  return k.px(h);
}

}  // namespace

void open_project_menu(PanelContext& ctx, Index project, Pixel at) {
  ctx.state.tools.menu = {project, at};
  ctx.state.stack_list.clear();
}

void draw_project_menu(const Frame& frame, PanelContext& ctx, const Layout& l) {
  ProjectMenu& menu = ctx.state.tools.menu;
  const Registry* r = frame.world.registry.get();
  if (r == nullptr || menu.project >= r->projects()) return;
  const Kit m(ctx);
  const float w = m.px(300), h = height_of(m, frame);
  const float x = std::clamp(menu.at.x + m.px(6), l.map.x0 + m.px(4),
                             std::max(l.map.x0 + m.px(4), l.map.x1 - w - m.px(4)));
  const float y = std::clamp(menu.at.y + m.px(6), l.map.y0 + m.px(4),
                             std::max(l.map.y0 + m.px(4), l.map.y1 - h - m.px(4)));
  const Box b = box_at(std::round(x), std::round(y), w, h);
  begin_plate(m, "##menu", b);
  const Kit k(ctx);
  k.text_in(Type::BodyBold, b.x0 + k.px(12), b.y0 + k.px(17), b.w() - k.px(24), k.c.text,
            r->name[menu.project]);
  float row_y = b.y0 + k.px(kHead);
  const Index project = menu.project;
  bool done = false;
  for (const Item& item : kItems) {
    const std::string why = reason_of(k, frame, item);
    const bool possible = why.empty();
    const Box row{b.x0 + 1, row_y, b.x1 - 1, row_y + k.px(possible ? kRow : kTwoLines)};
    row_y = row.y1;
    const float line = row.y0 + k.px(14);
    if (possible) {
      const Hit hit = k.hit(item.name, row);
      if (hit.hovered) k.fill(row, k.c.hover);
      if (hit.clicked) {
        act_on(frame, ctx, item.task, project);
        done = true;
      }
    }
    k.text(Type::Body, b.x0 + k.px(12), line, possible ? k.c.text : k.c.disabled, k.tr(item.name));
    if (!possible)
      k.text_in(Type::Note, b.x0 + k.px(12), row.y0 + k.px(31), b.w() - k.px(24), k.c.text3, why);
    if (!item.cap.empty()) {
      const float cap = std::max(k.px(18), std::round(k.width(Type::Key, item.cap) + k.px(10)));
      key_cap(k, b.x1 - k.px(12) - cap, line, item.cap);
    }
  }
  ImGui::End();
  const ImGuiIO& io = ImGui::GetIO();
  if (done || ((io.MouseClicked[0] || io.MouseClicked[1]) && !b.has(io.MousePos))) {
    if (done || io.MouseClicked[0]) menu = {};
  }
}

}  // namespace anxin
