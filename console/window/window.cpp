// The window: waits for events, draws when something changed, at most once a second otherwise.
//
//   events, news from the desk, a new atlas, the next second ──► frame ──► anything different? ──► draw its
//   rectangle, swap
//                                                                              └ no: wait again
#include "console/window/window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <fmt/format.h>
#include <imgui.h>
#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <tuple>
#include <utility>
#include <vector>

#include "console/panels/text_audit.hpp"
#include "console/window/fonts.hpp"
#include "console/window/glyph_keeper.hpp"
#include "console/window/input.hpp"
#include "console/window/printer.hpp"
#include "console/window/screen.hpp"
#include "console/window/sound.hpp"
#include "console/window/state_dump.hpp"
#include "console/window/view_file.hpp"

namespace anxin {
namespace {

constexpr double kFrameBudgetMs = 28;  // for a new map picture, beside about 10 ms of panels
constexpr int kSettleFrames = 3;       // ImGui needs a frame or two after an event to know what is hovered
constexpr double kProgressEvery_s = 0.3;
constexpr int kSmallestW = 800, kSmallestH = 500;

std::atomic<bool> window_open{false};
volatile std::sig_atomic_t end_asked = 0;

void wake_window();

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct CloseWindow {
  void operator()(GLFWwindow* window) const {
    glfwDestroyWindow(window);
    glfwTerminate();
  }
};
using Window = std::unique_ptr<GLFWwindow, CloseWindow>;

std::string glfw_fault() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text != nullptr ? text : "unknown";
}

// The monitor that a wall covers: its place, size and, where it tells a size that can be, mm a pixel.
struct Screen {
  int x = 0, y = 0, w = 0, h = 0;
  double pitch_mm = 0;
};
Result<Screen> screen_of_wall(int number) {
  constexpr double kFinest = 0.05, kCoarsest = 10;  // mm a pixel
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  if (number < 1 || number > count) {
    return fail(ErrorCode::Usage, fmt::format("没有第 {} 号显示器：共有 {} 台。", number, count),
                fmt::format("There is no monitor {}: there are {}.", number, count));
  }
  GLFWmonitor* monitor = monitors[number - 1];
  const GLFWvidmode* mode = glfwGetVideoMode(monitor);
  Screen out;
  glfwGetMonitorPos(monitor, &out.x, &out.y);
  if (mode != nullptr) out.w = mode->width, out.h = mode->height;
  int mm = 0;
  glfwGetMonitorPhysicalSize(monitor, &mm, nullptr);
  const double pitch = out.w > 0 ? static_cast<double>(mm) / out.w : 0;
  if (pitch > kFinest && pitch < kCoarsest) out.pitch_mm = pitch;
  return out;
}

// Over the whole of its monitor, without a frame; the first time, and as sized by it ever after.
Status place_wall(const ConsoleOptions& options, WindowMemory& memory) {
  const auto screen = screen_of_wall(options.monitor);
  if (!screen) return std::unexpected(screen.error());
  memory.x = screen->x, memory.y = screen->y, memory.w = screen->w, memory.h = screen->h;
  memory.maximised = false;
  memory.view.wall_pitch_mm = static_cast<float>(options.pitch_mm > 0 ? options.pitch_mm : screen->pitch_mm);
  as_wall(memory.view, memory.w, memory.h, memory.view.wall_pitch_mm);
  glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
  return {};
}

Result<Window> open_window(const ConsoleOptions& options, WindowMemory& memory) {
  if (glfwInit() == GLFW_FALSE) {
    const std::string why = glfw_fault();
    return fail(ErrorCode::Usage, fmt::format("无法打开窗口：{}。没有显示器时请用 anxin snapshot。", why),
                fmt::format("No window can be opened: {}. Without a display use anxin snapshot.", why));
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  if (options.wall) {
    if (Status placed = place_wall(options, memory); !placed) {
      glfwTerminate();
      return std::unexpected(placed.error());
    }
  }
  glfwWindowHint(GLFW_MAXIMIZED, memory.maximised ? GLFW_TRUE : GLFW_FALSE);
  Window window(glfwCreateWindow(memory.w, memory.h, "安薪指挥台", nullptr, nullptr));
  if (!window) {
    const std::string why = glfw_fault();
    glfwTerminate();
    return fail(ErrorCode::Usage, fmt::format("无法打开窗口：{}。需要 OpenGL 3.3。", why),
                fmt::format("No window can be opened: {}. OpenGL 3.3 is needed.", why));
  }
  glfwSetWindowSizeLimits(window.get(), kSmallestW, kSmallestH, GLFW_DONT_CARE, GLFW_DONT_CARE);
  if (memory.x >= 0 && memory.y >= 0 && !memory.maximised) glfwSetWindowPos(window.get(), memory.x, memory.y);
  glfwMakeContextCurrent(window.get());
  glfwSwapInterval(1);
  return window;
}

// What the callbacks tell the loop.
struct Events {
  InputQueue input;
  int settle = kSettleFrames;        // frames still to build though nothing else asks for one
  bool exposed = false;              // the window's content may be lost
  std::vector<std::string> dropped;  // files let fall on the window
};

Events& events_of(GLFWwindow* window) { return *static_cast<Events*>(glfwGetWindowUserPointer(window)); }

void heard(GLFWwindow* window, const InputEvent& event) {
  Events& events = events_of(window);
  events.input.push(event);
  events.settle = kSettleFrames;
}

void listen(GLFWwindow* window, Events& events) {
  using Kind = InputEvent::Kind;
  glfwSetWindowUserPointer(window, &events);
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) { heard(w, {Kind::Move, x, y}); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) { heard(w, {Kind::Wheel, x, y}); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
    heard(w, {Kind::Button, 0, 0, button, 0, action, mods});
  });
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    heard(w, {Kind::Key, 0, 0, key, scancode, action, mods});
  });
  glfwSetCharCallback(
      window, [](GLFWwindow* w, unsigned c) { heard(w, {Kind::Character, 0, 0, static_cast<int>(c)}); });
  glfwSetCursorEnterCallback(
      window, [](GLFWwindow* w, int entered) { heard(w, {Kind::Enter, 0, 0, 0, 0, entered}); });
  glfwSetWindowFocusCallback(
      window, [](GLFWwindow* w, int focused) { heard(w, {Kind::Focus, 0, 0, 0, 0, focused}); });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    Events& events = events_of(w);
    events.dropped.assign(paths, paths + count);
    events.settle = kSettleFrames;
  });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { events_of(w).exposed = true; });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { events_of(w).exposed = true; });
}

// One run of the console.
class Run {
 public:
  Run(DeskSession& session, GLFWwindow* window, const MapFonts& fonts, std::unique_ptr<DeskScreen> screen,
      Recalled recalled, std::filesystem::path store)
      : session_(session),
        window_(window),
        screen_(std::move(screen)),
        glyphs_(fonts, cache_folder(), wake_window),
        memory_(std::move(recalled.memory)),
        notices_(std::move(recalled.notices)),
        printer_(std::move(store), wake_window) {
    if (const char* file = std::getenv("ANXIN_STATE_DUMP")) dump_ = file;
    if (!dump_.empty()) screen_->panel_state().audit = &audit_;
  }

  Status loop(Events& events);

 private:
  [[nodiscard]] double seconds_to_wait(const Events& events) const;
  Status frame(double now, Events& events);
  void remember_place();
  void save_if_changed();
  void take_atlas(Events& events);
  bool hear_news(double now, bool tick);
  void sound();

  DeskSession& session_;
  GLFWwindow* window_;
  std::unique_ptr<DeskScreen> screen_;
  GlyphKeeper glyphs_;
  WindowMemory memory_;
  std::vector<Notice> notices_;  // the window's own
  std::filesystem::path dump_;
  TextAudit audit_;
  Pointer pointer_;
  bool keeps_back_ = back_buffer_stays();
  DeskScreen::Drawn last_;
  Frame shown_;
  std::uint64_t version_ = ~std::uint64_t{0};
  std::uint64_t frames_ = 0;
  std::int64_t second_ = -1;
  double last_frame_s_ = 0;
  bool working_ahead_ = false;
  std::string saved_;
  Printer printer_;
  SoundPlayer sound_{[] { wake_window(); }};
};

double Run::seconds_to_wait(const Events& events) const {
  if (events.settle > 0 || !events.input.empty() || events.exposed ||
      (screen_->has_atlas() && !last_.exact) || working_ahead_)
    return 0;
  const double now = now_s();
  double wait = std::floor(now) + 1.0 - now;
  if (last_.next_s > 0) wait = std::min(wait, last_.next_s - now);
  return std::clamp(wait, 0.0, 1.0);
}

// Takes the desk's newest Frame. True when it must be drawn at once: progress alone is shown a few times a
// second, since drawing takes time from the loading that it reports.
bool Run::hear_news(double now, bool tick) {
  const std::uint64_t version = session_.version();
  if (version == version_ && !tick) return false;
  Frame fresh = session_.frame();
  fresh.notices.insert(fresh.notices.begin(), notices_.begin(), notices_.end());
  const auto parts = [](const Frame& f) {
    return std::tuple(f.world.registry, f.world.risk, f.world.risk_day, f.world.risk_week, f.base, f.summary,
                      f.detail, f.load.state, f.months.state, f.stale);
  };
  const bool changed = parts(fresh) != parts(shown_), progress = version != version_;
  const bool answered = fresh.found != shown_.found || fresh.set != shown_.set ||
                        fresh.import != shown_.import || fresh.replay != shown_.replay ||
                        fresh.clauses != shown_.clauses || fresh.can_find != shown_.can_find ||
                        fresh.notices.size() != shown_.notices.size();
  if (!changed && !answered && !tick && now - last_frame_s_ < kProgressEvery_s) return false;
  if (changed) malloc_trim(0);  // what the last step of loading worked with
  version_ = version;
  if (fresh.exercise != shown_.exercise)
    glfwSetWindowTitle(window_, fresh.exercise ? "[演练] 安薪指挥台" : "安薪指挥台");
  shown_ = std::move(fresh);
  return changed || answered || progress;
}

// The alarm of the newest Frame heard: at most a second old.
void Run::sound() {
  sound_.hear(shown_.alarm, screen_->view().muted);
  screen_->panel_state().tools.sound = static_cast<SoundDevice>(sound_.device());
}

void Run::take_atlas(Events& events) {
  auto atlas = glyphs_.take();
  if (!atlas) return;
  if (*atlas) {
    screen_->use_atlas(**atlas);
    events.settle = kSettleFrames;
  } else {
    spdlog::error("{}", atlas->error().en);
  }
  atlas.reset();
  malloc_trim(0);  // the tables and pixels that were just handed over: tens of megabytes
}

Status Run::frame(double now, Events& events) {
  audit_.entries.clear();
  audit_.missing.clear();
  ViewState& view = screen_->view();
  int w = 0, h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  if (w > 0 && h > 0 && view.wall) as_wall(view, w, h, view.wall_pitch_mm);
  if (w > 0 && h > 0 && !view.wall)
    view.ui_scale = fitting_scale(view.ui_scale, static_cast<float>(w), static_cast<float>(h));
  apply(window_, events.input.take(), pointer_);
  ImGui_ImplGlfw_NewFrame();
  point(ImGui::GetIO(), pointer_);
  screen_->panel_state().tools.import.dropped = std::exchange(events.dropped, {});
  Outbox outbox;
  const auto drawn = screen_->draw(shown_, now, kFrameBudgetMs, outbox);
  if (!drawn) return std::unexpected(drawn.error());
  last_ = *drawn;
  last_frame_s_ = now;
  for (const Ask& ask : outbox.asks) {
    if (std::holds_alternative<Quit>(ask)) glfwSetWindowShouldClose(window_, GLFW_TRUE);
  }
  session_.handle(outbox, screen_->view());
  if (std::exchange(screen_->panel_state().tools.print, false)) printer_.print(*screen_, shown_);
  if (drawn->drew) {
    const PixelRect all{0, 0, static_cast<float>(w), static_cast<float>(h)};
    screen_->canvas().show_in_window(w, h, keeps_back_ ? drawn->areas : std::vector<PixelRect>{all});
    glfwSwapBuffers(window_);
    ++frames_;
  }
  working_ahead_ = drawn->exact && screen_->has_atlas();
  return {};
}

Status Run::loop(Events& events) {
  saved_ = to_json(memory_);
  bool dumped_idle = false;
  while (glfwWindowShouldClose(window_) == GLFW_FALSE && end_asked == 0) {
    const double wait = seconds_to_wait(events);
    if (wait > 0) {
      glfwWaitEventsTimeout(wait);
    } else {
      glfwPollEvents();
    }
    const double now = now_s();
    take_atlas(events);
    if (const auto said = printer_.take(); !said.empty()) {
      notices_.insert(notices_.end(), said.begin(), said.end());
      version_ = ~std::uint64_t{0};
    }
    const auto second = static_cast<std::int64_t>(std::floor(now));
    const bool tick = second != second_, due = last_.next_s > 0 && now >= last_.next_s;
    second_ = second;
    if (tick) session_.look_for_other_writers();
    const bool news = hear_news(now, tick);
    sound();
    glyphs_.want(shown_, screen_->view());
    if (events.exposed) screen_->draw_all_next();
    if (news || tick || due || events.settle > 0 || !events.input.empty() || events.exposed || !last_.exact) {
      const std::uint64_t before = frames_;
      events.exposed = false;
      events.settle = std::max(0, events.settle - 1);
      if (news) events.settle = std::max(events.settle, 1);
      if (Status drawn = frame(now, events); !drawn) return drawn;
      if (!dump_.empty()) {
        const bool idle = events.settle == 0 && last_.exact && last_.next_s == 0 && !glyphs_.busy();
        if (frames_ != before || idle != dumped_idle || news) {
          int w = 0, h = 0;
          glfwGetWindowSize(window_, &w, &h);
          (void)replace_file(dump_, state_json(shown_, *screen_, {frames_, last_.complete, idle, w, h}));
          dumped_idle = idle;
        }
      }
      if (tick) save_if_changed();
    } else if (working_ahead_) {
      working_ahead_ = screen_->work_ahead();
    }
  }
  save_if_changed();
  return {};
}

void Run::remember_place() {
  memory_.view = screen_->view();
  memory_.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) != 0;
  if (memory_.maximised) return;
  glfwGetWindowSize(window_, &memory_.w, &memory_.h);
  glfwGetWindowPos(window_, &memory_.x, &memory_.y);
}

void Run::save_if_changed() {
  remember_place();
  std::string json = to_json(memory_);
  if (json == saved_) return;
  if (Status saved = save_window_memory(window_memory_file(memory_.view.wall), memory_); !saved)
    spdlog::warn("{}", saved.error().en);
  saved_ = std::move(json);
}

// From any thread: the loop looks for news at once.
void wake_window() {
  if (window_open) glfwPostEmptyEvent();
}

}  // namespace

Status run_console(DeskSession::Options session_options, const ConsoleOptions& options) {
  session_options.wake = wake_window;
  const std::filesystem::path store = session_options.store;
  DeskSession session(std::move(session_options));  // loads while the window opens
  const auto fonts = find_fonts();
  if (!fonts) return std::unexpected(fonts.error());
  const std::filesystem::path memory_file = window_memory_file(options.wall);
  const bool first = !std::filesystem::exists(memory_file);
  Recalled recalled = recall_window(memory_file);
  for (const Notice& notice : recalled.notices) spdlog::warn("{}", notice.en);
  recalled.memory.view.language = options.language;
  if (options.wall && first) {  // the aid is on by default there (UX 1.2)
    recalled.memory.view.colour_aid = true;
    recalled.memory.view.safeguard = Safeguard::DedicatedAccount;
  }
  auto window = open_window(options, recalled.memory);
  if (!window) return std::unexpected(window.error());
  const ViewState view = recalled.memory.view;
  auto screen = DeskScreen::create(*fonts, view);
  if (!screen) return std::unexpected(screen.error());
  Events events;
  listen(window->get(), events);
  ImGui_ImplGlfw_InitForOpenGL(window->get(), false);
  window_open = true;
  std::signal(SIGTERM, [](int) { end_asked = 1; });
  std::signal(SIGINT, [](int) { end_asked = 1; });
  session.handle({}, view);
  Status done;
  {
    Run run(session, window->get(), *fonts, std::move(*screen), std::move(recalled), store);
    done = run.loop(events);
    window_open = false;
    ImGui_ImplGlfw_Shutdown();
  }
  if (const Frame last = session.frame(); done && last.load.error) return std::unexpected(*last.load.error);
  return done;
}

}  // namespace anxin
