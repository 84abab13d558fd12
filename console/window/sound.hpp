// Plays the one alarm that sounds (UX 11) through ALSA, on a worker of its own: nothing here waits for a
// device. Without one it is silent, says so once in the log, and tries again at the next stroke. A stroke is
// played once; one that falls while the seat is muted is not played later. Not for choosing what sounds:
// alarm_of.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "console/desk/dispatch_state.hpp"
#include "console/desk/jobs.hpp"

namespace anxin {

inline constexpr int kSoundRate = 48'000;  // samples a second, one channel

// The tones of a kind: 880 and 660 Hz, twice 200 ms (I, II); 440 Hz, 300 ms (breach); 660 Hz, 120 ms (III);
// none: empty. Sines at half of full scale, each with a rise and a fall of 10 ms, so that nothing clicks.
[[nodiscard]] std::vector<std::int16_t> samples_of(AlarmKind kind, int rate = kSoundRate);

// Lets each stroke through once.
class StrokeGate {
 public:
  [[nodiscard]] bool passes(const AlarmSound& sound, bool muted);

 private:
  AlarmSound last_;
};

class SoundPlayer {
 public:
  enum class Device : std::uint8_t { Untried, None, Works };
  // `device` as ALSA names it; `changed` is told from that worker when device() is another.
  explicit SoundPlayer(std::function<void()> changed = {}, std::string device = "default");
  ~SoundPlayer();  // cuts a tone short
  SoundPlayer(const SoundPlayer&) = delete;
  SoundPlayer& operator=(const SoundPlayer&) = delete;

  // What sounds now. Returns at once; a new stroke replaces one that has not begun.
  void hear(const AlarmSound& sound, bool muted);
  [[nodiscard]] Device device() const { return device_; }
  void wait_idle();  // until the device was tried and nothing is left to be played

 private:
  void play_job(AlarmKind kind);
  void set_device(Device device);

  StrokeGate gate_;  // only on the caller's thread
  std::function<void()> changed_;
  std::string name_;
  std::atomic<Device> device_ = Device::Untried;
  std::atomic<bool> ending_ = false;
  Jobs jobs_;  // last: it stops before what it uses goes
};

}  // namespace anxin
