# guard.sh TENTHS
# Reads lines from its supervisor and, when the pipe closes, ends what the supervisor has left behind:
#   part PID SIGNAL     ends by itself when the supervisor is gone
#   server PID SIGNAL   is to be stopped by this signal
#   ended PID           needs nothing any more
# Each PID leads a process group of its own.
trap '' INT TERM HUP

entries=''

without() { # PID: all entries but those of this process
  rest=''
  for entry in $entries; do
    case $entry in *":$1:"*) ;; *) rest="$rest $entry" ;; esac
  done
  echo "$rest"
}

pids_of() { # KIND: its running processes
  for entry in $entries; do
    case $entry in "$1":*)
      pid=${entry#*:} && pid=${pid%:*}
      kill -0 "$pid" 2>/dev/null && echo "$pid" ;;
    esac
  done
}

limit=$1

wait_for() { # KIND: until all of a kind have ended; those that remain after the limit, in tenths of a second, are killed
  tenths=$limit
  while [ "$tenths" -gt 0 ] && [ -n "$(pids_of "$1")" ]; do
    sleep 0.1
    tenths=$((tenths - 1))
  done
  for pid in $(pids_of "$1"); do kill -KILL "-$pid" 2>/dev/null; done
}

while read -r kind pid signal; do
  case $kind in
    ended) entries=$(without "$pid") ;;
    part | server) entries="$entries $kind:$pid:$signal" ;;
  esac
done

wait_for part
for entry in $entries; do
  case $entry in server:*)
    signal=${entry##*:}
    pid=${entry#*:} && pid=${pid%:*}
    kill -"$signal" "$pid" 2>/dev/null ;;
  esac
done
wait_for server
