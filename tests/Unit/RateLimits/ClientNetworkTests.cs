using Crm.Actors.Contracts.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("0.0.0.0", "::", false)]
    public void Of_TwoAddresses_IsTheSameForOneClient(string one, string other, bool isSame) =>
        (ClientNetwork.Of(one) == ClientNetwork.Of(other)).ShouldBe(isSame);

    [Fact]
    public void Of_NoAddress_IsZero() => (ClientNetwork.Of((string?)null), ClientNetwork.Of("nowhere")).ShouldBe(((UInt128)0, (UInt128)0));
}
