#!/bin/sh
# The unit that we ship, under a real systemd: it starts, is reached, reloads, comes back after
# kill -9 with what it kept, and stops. It all happens in namespaces whose first process is that
# systemd, above a root on which nothing is written: what it sets up stays in memory.
#
# usage: service.sh PROGRAM UNIT     (as root)
set -eu
limit=40
self=$(realpath "$0")

outside() {
    world=$(mktemp -d)
    trap 'rm -rf "$world"' EXIT
    timeout -s KILL "$limit" unshare --fork --pid --mount --cgroup --ipc --uts --net --kill-child \
        sh "$self" --boot "$world" "$1" "$2" >>"$world.log" 2>&1 || true
    # The world was mounted within, and is gone; its log is not.
    cat "$world.log"
    grep -q '^all is well$' "$world.log" && status=0 || status=1
    rm -f "$world.log"
    exit "$status"
}

# As this machine has them: version 2, or beside it systemd's own of version 1.
mount_cgroups() {
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        mount -t cgroup2 cgroup2 sys/fs/cgroup
        return
    fi
    mount -t tmpfs cgroup sys/fs/cgroup
    mkdir sys/fs/cgroup/unified sys/fs/cgroup/systemd
    mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
    mount -t cgroup -o none,name=systemd systemd sys/fs/cgroup/systemd
}

# Process 1 of the namespaces: makes a root, and becomes systemd in it.
boot() {
    world=$1
    mount -t tmpfs world "$world"
    mkdir "$world/upper" "$world/work" "$world/root"
    mount -t overlay -o "lowerdir=/,upperdir=$world/upper,workdir=$world/work" root "$world/root"
    cd "$world/root"
    for folder in run tmp var/lib opt; do mount -t tmpfs world "$folder"; done
    mkdir -p run/systemd/system run/lock
    cp "$2" opt/shoal
    sed 's,/usr/bin/shoal,/opt/shoal,' "$3" >run/systemd/system/shoal.service
    mount -t proc proc proc
    mount --rbind /dev dev
    mount -t sysfs -o ro sys sys
    mount_cgroups
    cp "$self" opt/service.sh
    cat >run/systemd/system/visit.service <<'UNIT'
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=/bin/sh /opt/service.sh --visit
StandardOutput=append:/run/said
StandardError=append:/run/said
UNIT
    touch run/said
    mount --bind "$1.log" run/said
    ip link set lo up
    mkdir old
    pivot_root . old
    umount -l old
    exec env container=lxc chroot . /usr/lib/systemd/systemd --unit=visit.service \
        --show-status=no --log-target=null
}

ctl() { /opt/shoal "$@" --socket /run/shoal/control.sock; }

await() {
    for _ in $(seq 200); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.05
    done
    echo "never came: $*" >&2
    systemctl --no-pager status shoal.service
    exit 1
}

is_back() { systemctl is-active -q shoal.service && ctl list | grep -q content; }

has_reloaded() { journalctl -q -u shoal.service | grep -q 'configuration read anew'; }
is_another() {
    now=$(systemctl show -P MainPID shoal.service)
    [ "$now" != 0 ] && [ "$now" != "$first" ]
}

# In that world, as its only service but ours.
visit() {
    set -x
    systemctl start shoal.service
    [ "$(stat -c '%U %a' /run/shoal)" = 'shoal 700' ]
    [ "$(stat -c %a /run/shoal/control.sock)" = 600 ]
    echo content >/opt/content
    /opt/shoal create /opt/content -o /opt/content.torrent
    ctl add /opt/content.torrent
    systemctl restart shoal.service
    await is_back
    systemctl reload shoal.service
    await has_reloaded
    first=$(systemctl show -P MainPID shoal.service)
    systemctl kill -s KILL shoal.service
    await is_another
    await is_back
    systemctl stop shoal.service
    [ "$(systemctl show -P Result shoal.service)" = success ]
    set +x
    echo all is well
    systemctl poweroff --force --force
}

case ${1-} in
    --boot) boot "$2" "$3" "$4" ;;
    --visit) visit ;;
    *) outside "$1" "$2" ;;
esac
