#include "console/window/printer.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <utility>

#include "console/desk/folder_list.hpp"
#include "console/window/map_alone.hpp"
#include "console/window/png.hpp"

namespace anxin {
namespace {

Notice failure(const Error& e) { return {"未能输出页面：" + e.zh, "The page was not written: " + e.en}; }

std::string stem_of(const std::filesystem::path& store, Instant now) {
  const Instant local = now + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{}-page-{}-{:02}{:02}{:02}", store.stem().string(), to_string(day_of(now)),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace

Printer::Printer(std::filesystem::path store, std::function<void()> wake)
    : store_(std::move(store)), wake_(std::move(wake)) {}

void Printer::say(Notice notice) {
  {
    const std::lock_guard lock(mutex_);
    said_.push_back(std::move(notice));
  }
  if (wake_) wake_();
}

std::vector<Notice> Printer::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(said_, {});
}

void Printer::print(DeskScreen& screen, const Frame& frame) {
  Picture picture = screen.canvas().read();
  const ViewState view = screen.view();
  const bool has_page = view.tab != ViewTab::Clauses && !view.wall;  // those are read as pictures and lists
  PageMap map;
  if (has_page) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const PixelRect rect = map_rect(view, size.x, size.y);
    auto drawn = map_alone(screen, frame, static_cast<int>(rect.w), static_cast<int>(rect.h));
    ImGui::GetIO().DisplaySize = size;
    if (!drawn) return say(failure(drawn.error()));
    map = std::move(*drawn);
  }
  const std::string stem = stem_of(store_, frame.now);
  jobs_.post("", [this, picture = std::move(picture), map = std::move(map), has_page, frame, view,
                  png = free_name(store_.parent_path() / (stem + ".png")),
                  pdf = free_name(store_.parent_path() / (stem + ".pdf"))] {
    Status done = write_png(png, picture);
    if (done && has_page) done = write_page(frame, view, map, Paper::A4, pdf);
    const std::string files = has_page ? png.string() + ", " + pdf.string() : png.string();
    say(done ? Notice{"已输出：" + files, "Written: " + files} : failure(done.error()));
  });
}

}  // namespace anxin
