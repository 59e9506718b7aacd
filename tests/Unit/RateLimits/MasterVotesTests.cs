using System.Net;
using Crm.Actors.RateLimits.Redis;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.RateLimits;

public sealed class MasterVotesTests
{
    private static readonly EndPoint Old = new IPEndPoint(IPAddress.Loopback, 1);
    private static readonly EndPoint New = new IPEndPoint(IPAddress.Loopback, 2);

    [Fact]
    public void Order_NobodyKnows_IsEmpty() => MasterVotes.Order([null, null]).ShouldBeEmpty();

    [Fact]
    public void Order_WhileTheyChange_BeginsWithWhatMostSay()
    {
        MasterVotes.Order([New, Old, Old]).ShouldBe([Old, New]);
        MasterVotes.Order([New, null, new IPEndPoint(IPAddress.Loopback, 2)]).ShouldBe([New]);
        MasterVotes.Order([New, Old, New]).ShouldBe([New, Old]);
    }
}
