#include "console/window/sound.hpp"

#include <alsa/asoundlib.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <span>
#include <utility>

namespace anxin {
namespace {

constexpr double kLoud = 0.5, kRise_s = 0.010;
constexpr unsigned kLatency_us = 100'000;
constexpr std::size_t kChunk = kSoundRate / 50;  // frames written at a time: 20 ms

struct Tone {
  double hz, seconds;
};

void add_tone(std::vector<std::int16_t>& out, const Tone& tone, int rate) {
  const auto n = static_cast<std::size_t>(std::lround(tone.seconds * rate));
  const double rise = kRise_s * rate, last = static_cast<double>(n) - 1;
  for (std::size_t i = 0; i < n; ++i) {
    const auto t = static_cast<double>(i);
    const double edge = std::min({1.0, t / rise, (last - t) / rise});
    const double value = edge * kLoud * std::sin(2 * std::numbers::pi * tone.hz * t / rate);
    out.push_back(static_cast<std::int16_t>(std::lround(value * 32767)));
  }
}

// ALSA writes its complaints to stderr; what matters of them is that there is no device.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

struct ClosePcm {
  void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, ClosePcm>;

Pcm open_device(const std::string& name) {
  snd_pcm_t* pcm = nullptr;
  if (snd_pcm_open(&pcm, name.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) < 0) return {};
  Pcm opened(pcm);
  snd_pcm_nonblock(pcm, 0);
  const int set = snd_pcm_set_params(pcm, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1, kSoundRate, 1,
                                     kLatency_us);
  return set < 0 ? Pcm() : std::move(opened);
}

// False when the device went away under it.
bool play(snd_pcm_t* pcm, std::span<const std::int16_t> samples, const std::atomic<bool>& ending) {
  while (!samples.empty()) {
    if (ending) {
      snd_pcm_drop(pcm);
      return true;
    }
    const auto done = snd_pcm_writei(pcm, samples.data(), std::min(samples.size(), kChunk));
    if (done < 0 && snd_pcm_recover(pcm, static_cast<int>(done), 1) < 0) return false;
    if (done > 0) samples = samples.subspan(static_cast<std::size_t>(done));
  }
  snd_pcm_drain(pcm);
  return true;
}

}  // namespace

std::vector<std::int16_t> samples_of(AlarmKind kind, int rate) {
  std::vector<std::int16_t> out;
  switch (kind) {
    case AlarmKind::NewI:
    case AlarmKind::NewII:
      for (const Tone& tone : {Tone{880, 0.2}, Tone{660, 0.2}}) add_tone(out, tone, rate);
      break;
    case AlarmKind::Breach:
      add_tone(out, {440, 0.3}, rate);
      break;
    case AlarmKind::NewIII:
      add_tone(out, {660, 0.12}, rate);
      break;
    case AlarmKind::None:
      break;
  }
  return out;
}

bool StrokeGate::passes(const AlarmSound& sound, bool muted) {
  if (sound == last_) return false;
  last_ = sound;
  return sound.kind != AlarmKind::None && !muted;
}

SoundPlayer::SoundPlayer(std::function<void()> changed, std::string device)
    : changed_(std::move(changed)), name_(std::move(device)) {
  snd_lib_error_set_handler(say_nothing);
  jobs_.post("device", [this] { set_device(open_device(name_) ? Device::Works : Device::None); });
}

SoundPlayer::~SoundPlayer() {
  ending_ = true;
  jobs_.stop();
  snd_config_update_free_global();
}

void SoundPlayer::hear(const AlarmSound& sound, bool muted) {
  if (!gate_.passes(sound, muted)) return;
  jobs_.post("tone", [this, kind = sound.kind] { play_job(kind); });
}

// Opened for each stroke: a desk that holds the device all day keeps others from it.
void SoundPlayer::play_job(AlarmKind kind) {
  const Pcm pcm = open_device(name_);
  const bool played = pcm && play(pcm.get(), samples_of(kind), ending_);
  set_device(played ? Device::Works : Device::None);
}

void SoundPlayer::set_device(Device device) {
  if (device_.exchange(device) == device) return;
  if (device == Device::None) spdlog::info("No sound device: alarms are shown and do not sound.");
  if (changed_) changed_();
}

void SoundPlayer::wait_idle() { jobs_.wait_idle(); }

}  // namespace anxin
