#include "tests/panels/screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "tests/panels/dispatch_scene.hpp"
#include "tests/panels/import_states.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

std::string font_file(const char* weight) {
  const Run run = run_command({"fc-match", "-f", "%{file}", fmt::format("Noto Sans CJK SC:{}", weight)});
  return run.out;
}

ImFont* add_font(const std::string& file, float em, float scale, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontNo = 2;
  config.OversampleH = config.OversampleV = 1;
  config.PixelSnapH = true;
  config.GlyphOffset.y = -std::round(0.066F * em * scale);
  return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), std::round(em * 1.448F * scale), &config,
                                                  ranges);
}

Fonts make_fonts(float scale, const std::array<float, 10>& ems, ImVector<ImWchar>& ranges) {
  ImFontGlyphRangesBuilder builder;
  builder.AddText(ui_characters().c_str());
  const City& city = small_city();
  for (std::size_t i = 0; i < city.registry->projects(); ++i) {
    builder.AddText(std::string(city.registry->name[i]).c_str());
    builder.AddText(std::string(city.registry->township[i]).c_str());
  }
  for (std::size_t i = 0; i < city.registry->enterprise_name.size(); ++i)
    builder.AddText(std::string(city.registry->enterprise_name[i]).c_str());
  for (const auto& u : city.pack->supervising_units)
    builder.AddText((u.name + u.short_name + u.name_en).c_str());
  for (const auto& clause : city.pack->clauses)
    builder.AddText((clause.text + clause.title + clause.target).c_str());
  for (const FlagWords& flag : words_of(ClauseFlags{true, true, true, true}))
    builder.AddText(std::string(flag.zh).c_str());
  for (const auto& unit : city.pack->member_units) builder.AddText((unit.name + unit.today).c_str());
  for (const auto& law : city.pack->legal_targets) builder.AddText(law.basis.c_str());
  for (const auto& rule : city.pack->rules.rules)
    builder.AddText((rule.sentence_zh + rule.sentence_en + rule.law_zh + rule.law_en).c_str());
  for (const Township& t : city.pack->townships) builder.AddText(t.name.c_str());
  builder.AddText(
      "导入月度表项目新增实发应存储金额齐备补报且数据显示按期制度齐全降为不再触发引擎重算现场设置权信息总包开"
      "立占用被未能写入换一个席位正在读年天阈值缺项");
  for (const auto& [name, state] : import_states()) {  // a file and its sentences
    for (const std::string& text : words_of(state)) builder.AddText(text.c_str());
  }
  builder.AddText(dispatch_names().c_str());
  builder.BuildRanges(&ranges);
  const std::string regular = font_file("regular"), bold = font_file("bold");
  Fonts f;
  f.key11 = add_font(regular, ems[0], scale, ranges.Data);
  f.note12 = add_font(regular, ems[1], scale, ranges.Data);
  f.meta13 = add_font(regular, ems[2], scale, ranges.Data);
  f.body14 = add_font(regular, ems[3], scale, ranges.Data);
  f.body14_bold = add_font(bold, ems[4], scale, ranges.Data);
  f.tab15_bold = add_font(bold, ems[5], scale, ranges.Data);
  f.brand16_bold = add_font(bold, ems[6], scale, ranges.Data);
  f.title20_bold = add_font(bold, ems[7], scale, ranges.Data);
  f.figure22_bold = add_font(bold, ems[8], scale, ranges.Data);
  f.hero32_bold = add_font(bold, ems[9], scale, ranges.Data);
  return f;
}

// Baking costs seconds: one atlas a scale, for all tests.
struct Baked {
  ImFontAtlas atlas;
  Fonts fonts;
  ImVector<ImWchar> ranges;
};

void draw_background(const Scene& scene, const Camera& camera, const Style& style) {
  ImDrawList* draw = ImGui::GetBackgroundDrawList();
  const auto at = [&](SceneXY p) {
    const Pixel q = camera.to_screen(MapXY::of_metres(p.x + scene.origin.x(), p.y + scene.origin.y()));
    return ImVec2(q.x, q.y);
  };
  draw->AddRectFilled({0, 0}, ImGui::GetIO().DisplaySize, style.map);
  for (std::size_t i = 0; i + 2 < scene.fills.size(); i += 3)
    draw->AddTriangleFilled(at(scene.fills[i].at), at(scene.fills[i + 1].at), at(scene.fills[i + 2].at),
                            style.land);
  for (const Symbol& s : scene.symbols)
    if (s.shown != 0)
      draw->AddCircleFilled(at(s.at), symbol_radius(band_of(camera), s.grade) * camera.ui_scale,
                            style.risk[static_cast<std::size_t>(s.grade)]);
}

}  // namespace

Screen::Screen(float w, float h, float ui_scale, bool wall) {
  view.ui_scale = ui_scale;
  view.wall = wall;
  scene = small_city().scene;
  static std::map<std::pair<float, bool>, std::unique_ptr<Baked>> baked;
  auto& have = baked[{ui_scale, wall}];
  const bool fresh = have == nullptr;
  if (fresh) have = std::make_unique<Baked>();
  context_ = ImGui::CreateContext(&have->atlas);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {w, h};
  io.DeltaTime = 1.0F / 60;
  for (int i = 0; i < ImGuiKey_COUNT; ++i) io.KeyMap[i] = -1;
  if (fresh) {
    have->fonts = make_fonts(ui_scale, wall ? kWallEms : kDeskEms, have->ranges);
    unsigned char* pixels;
    int tw, th;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &tw, &th);
  }
  fonts_ = have->fonts;
  state.audit = &audit;
}

Screen::~Screen() { ImGui::DestroyContext(context_); }

void Screen::frame() {
  const City& city = small_city();
  Frame f = city.frame(view);
  f.found = found_;
  if (change) change(f);
  const Style& style = style_of(view.theme == 0 ? Theme::Dark : Theme::Light, view.colour_aid);
  apply_imgui_style(style, view.ui_scale);
  outbox = {};
  audit = {};
  if (seconds > 0) seconds += 1.0 / 60;
  ImGui::NewFrame();
  if (f.world.registry != nullptr && f.summary != nullptr)
    set_symbols(scene, *f.world.registry, f.world.risk.get(), f.summary->mask,
                {view.coloured_by ? f.world.coverage.get() : nullptr, view.coloured_by, view.state_hidden});
  PanelContext ctx{fonts_, style, scene, *city.base, camera, view, state, outbox, seconds, dispatch};
  draw_desk(f, ctx);
  draw_background(scene, camera, style);
  ImGui::Render();
  ImGui::GetIO().MouseWheel = 0;
  sent.asks.insert(sent.asks.end(), outbox.asks.begin(), outbox.asks.end());
  sent.commands.insert(sent.commands.end(), outbox.commands.begin(), outbox.commands.end());
  for (const Ask& ask : outbox.asks) {  // what a session answers
    if (const Find* find = std::get_if<Find>(&ask)) {
      found_ = std::make_shared<const Found>(
          city.search->find(*city.registry, *city.pack, find->query, find->kinds));
    }
  }
}

void Screen::type(std::string_view utf8) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
  frame();
  frame();
}

void Screen::move_to(float x, float y) {
  ImGui::GetIO().MousePos = {x, y};
  frame();
}

void Screen::click(float x, float y) {
  move_to(x, y);
  move_to(x, y);
  ImGui::GetIO().MouseDown[0] = true;
  frame();
  ImGui::GetIO().MouseDown[0] = false;
  frame();
  ImGui::GetIO().DeltaTime = 1;  // the next click is no double click
  frame();
  ImGui::GetIO().DeltaTime = 1.0F / 60;
}

void Screen::drag(float x0, float y0, float x1, float y1) {
  move_to(x0, y0);
  move_to(x0, y0);
  ImGui::GetIO().MouseDown[0] = true;
  frame();
  move_to((x0 + x1) / 2, (y0 + y1) / 2);
  move_to(x1, y1);
  ImGui::GetIO().MouseDown[0] = false;
  frame();
}

void Screen::wheel(float notches) {
  ImGui::GetIO().MouseWheel = notches;
  frame();
}

void Screen::key(int code, bool ctrl, bool shift) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeyCtrl = ctrl;
  io.KeyShift = shift;
  io.KeysDown[code] = true;
  frame();
  io.KeysDown[code] = io.KeyCtrl = io.KeyShift = false;
  frame();
}

bool Screen::shows(std::string_view text) const {
  return std::any_of(audit.entries.begin(), audit.entries.end(),
                     [&](const auto& e) { return e.text == text; });
}

Pixel Screen::find(std::string_view text) const {
  for (const auto& e : audit.entries)
    if (e.text == text) return {(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2};
  ADD_FAILURE() << "not on the screen: " << text;
  return {};
}

void Screen::save(const std::filesystem::path& file) const {
  const ImDrawData* data = ImGui::GetDrawData();
  const int w = static_cast<int>(ImGui::GetIO().DisplaySize.x),
            h = static_cast<int>(ImGui::GetIO().DisplaySize.y);
  std::vector<float> rgb(static_cast<std::size_t>(w * h) * 3, 0);
  unsigned char* alpha;
  int tw, th;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&alpha, &tw, &th);
  for (int n = 0; n < data->CmdListsCount; ++n) {
    const ImDrawList* list = data->CmdLists[n];
    for (const ImDrawCmd& cmd : list->CmdBuffer) {
      const int cx0 = std::max(0, static_cast<int>(cmd.ClipRect.x)),
                cy0 = std::max(0, static_cast<int>(cmd.ClipRect.y));
      const int cx1 = std::min(w, static_cast<int>(cmd.ClipRect.z)),
                cy1 = std::min(h, static_cast<int>(cmd.ClipRect.w));
      for (unsigned e = 0; e + 2 < cmd.ElemCount; e += 3) {
        const ImDrawIdx* idx = &list->IdxBuffer[static_cast<int>(cmd.IdxOffset + e)];
        const ImDrawVert &a = list->VtxBuffer[static_cast<int>(cmd.VtxOffset + idx[0])],
                         &b = list->VtxBuffer[static_cast<int>(cmd.VtxOffset + idx[1])],
                         &c = list->VtxBuffer[static_cast<int>(cmd.VtxOffset + idx[2])];
        const float area =
            (b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (c.pos.x - a.pos.x) * (b.pos.y - a.pos.y);
        if (area == 0) continue;
        const int x0 = std::max(cx0, static_cast<int>(std::floor(std::min({a.pos.x, b.pos.x, c.pos.x})))),
                  x1 = std::min(cx1, static_cast<int>(std::ceil(std::max({a.pos.x, b.pos.x, c.pos.x})))),
                  y0 = std::max(cy0, static_cast<int>(std::floor(std::min({a.pos.y, b.pos.y, c.pos.y})))),
                  y1 = std::min(cy1, static_cast<int>(std::ceil(std::max({a.pos.y, b.pos.y, c.pos.y}))));
        for (int y = y0; y < y1; ++y) {
          for (int x = x0; x < x1; ++x) {
            const float px = static_cast<float>(x) + 0.501F, py = static_cast<float>(y) + 0.4997F;
            const float u = ((b.pos.x - px) * (c.pos.y - py) - (c.pos.x - px) * (b.pos.y - py)) / area;
            const float v = ((c.pos.x - px) * (a.pos.y - py) - (a.pos.x - px) * (c.pos.y - py)) / area;
            const float t = 1 - u - v;
            // Ties on an edge go to one triangle: a bias below any visible size.
            if (u < 0 || v < 0 || t < 0) continue;
            const float tu = (a.uv.x * u + b.uv.x * v + c.uv.x * t) * static_cast<float>(tw);
            const float tv = (a.uv.y * u + b.uv.y * v + c.uv.y * t) * static_cast<float>(th);
            const int ti = std::clamp(static_cast<int>(tu), 0, tw - 1),
                      tj = std::clamp(static_cast<int>(tv), 0, th - 1);
            const auto channel = [&](int shift) {
              const auto get = [&](const ImDrawVert& p) { return static_cast<float>(p.col >> shift & 255U); };
              return get(a) * u + get(b) * v + get(c) * t;
            };
            const float cover = channel(24) / 255 * static_cast<float>(alpha[tj * tw + ti]) / 255;
            float* out = &rgb[static_cast<std::size_t>(y * w + x) * 3];
            for (int k = 0; k < 3; ++k) out[k] += (channel(8 * k) - out[k]) * cover;
          }
        }
      }
    }
  }
  std::ofstream out(file, std::ios::binary);
  out << "P6\n" << w << ' ' << h << "\n255\n";
  for (const float f : rgb)
    out.put(static_cast<char>(static_cast<unsigned char>(std::clamp(f + 0.5F, 0.0F, 255.0F))));
}

}  // namespace anxin::test
