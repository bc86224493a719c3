"""The rollout calendar: workstreams and tasks on a time axis, with milestones, overruns and today."""
