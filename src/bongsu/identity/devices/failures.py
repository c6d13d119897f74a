"""The ways in which a device is not believed. None tells which part of an enrolment was wrong."""

from bongsu.kernel.failures import Failure, Kind


class EnrolmentRefused(Failure):
    """No open code for this account, or not this one."""

    kind = Kind.REFUSED
    code = "enrolment_refused"


class ProofRefused(Failure):
    """A challenge that is over, used or another's, or a signature that does not fit."""

    kind = Kind.UNAUTHENTICATED
    code = "proof_refused"


class NoDeviceSession(Failure):
    """This session is bound to no device."""

    kind = Kind.CONFLICT
    code = "no_device_session"


class NotAVehicle(Failure):
    """Only vehicles have devices; people have second factors."""

    kind = Kind.CONFLICT
    code = "not_a_vehicle"


class NoSuchDevice(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_device"


class DeviceAlreadyThere(Failure):
    """This key was enrolled before; a key that was removed never comes back."""

    kind = Kind.CONFLICT
    code = "device_already_there"
