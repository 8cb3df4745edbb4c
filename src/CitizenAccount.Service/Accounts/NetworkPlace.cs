using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace CitizenAccount.Service.Accounts;

/// <summary>Where a call comes from, coarse: the /24 of an IPv4 address, the /48 of an IPv6 one. Enough to tell places
/// apart, too little to follow a person.</summary>
internal static class NetworkPlace
{
    public static string Of(ServerCallContext context) => Of(context.GetHttpContext().Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
