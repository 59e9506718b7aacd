using Crm.Actors.Streaming.RabbitMq;
using Orleans.Streams;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streaming;

public sealed class PendingEventsTests
{
    private readonly Queue<(Delivery, ReceivedEvent)> _arrived = new();

    [Fact]
    public void Take_EventsOfSeveralStreams_KeepsEachStreamTogetherAndInOrder()
    {
        Arrive("a1", "b1", "a2", "a3", "b2");
        var batches = new PendingEvents(2).Take(10, Next);
        batches.Select(Texts).ShouldBe(["a1 a2", "b1 b2", "a3"]);
        batches.Select(static batch => batch.SequenceToken.SequenceNumber).ShouldBeInOrder();
    }

    [Fact]
    public void Take_MoreThanAskedFor_LeavesTheRest()
    {
        Arrive("a1", "a2", "a3");
        var pending = new PendingEvents(1);
        pending.Take(2, Next).Select(Texts).ShouldBe(["a1", "a2"]);
        pending.Take(2, Next).Select(Texts).ShouldBe(["a3"]);
    }

    [Fact]
    public void Take_WithRequestContext_StandsAlone()
    {
        Arrive("a1", "a2*", "a3");
        new PendingEvents(10).Take(10, Next).Select(Texts).ShouldBe(["a1", "a2*", "a3"]);
    }

    [Fact]
    public void Complete_GivesEachDeliveryOnce()
    {
        Arrive("a1", "a2");
        var pending = new PendingEvents(10);
        var batch = pending.Take(10, Next).Single();
        pending.Complete(batch).Select(static d => d.Tag).ShouldBe([1UL, 2UL]);
        pending.Complete(batch).ShouldBeEmpty();
    }

    [Fact]
    public void TryIsolate_SeveralEvents_ComeAgainOneByOne()
    {
        Arrive("a1", "a2", "a3");
        var pending = new PendingEvents(2);
        var failed = pending.Take(1, Next).Single();
        pending.TryIsolate(pending.Find(failed.SequenceToken)!.Value).ShouldBeTrue();
        pending.Complete(failed).ShouldBeEmpty();
        var again = pending.Take(10, Next);
        again.Select(Texts).ShouldBe(["a1", "a2"]);
        again.ShouldAllBe(batch => batch.SequenceToken.Newer(failed.SequenceToken));
        pending.TryIsolate(again[0].SequenceToken.SequenceNumber).ShouldBeFalse();
        pending.Take(10, Next).Select(Texts).ShouldBe(["a3"]);
    }

    [Fact]
    public void TryIsolate_SeveralEvents_RememberAmongHowManyTheyFailed()
    {
        Arrive("a1", "a2", "b1");
        var pending = new PendingEvents(10);
        var first = pending.Take(10, Next);
        pending.TryIsolate(first[0].SequenceToken.SequenceNumber).ShouldBeTrue();
        pending.Take(10, Next).SelectMany(pending.Complete).Select(static d => (d.Tag, d.FailedAmong)).ShouldBe([(1UL, 2), (2UL, 2)]);
        pending.Complete(first[1]).Single().FailedAmong.ShouldBe(0);
    }

    private static string Texts(IBatchContainer batch) => string.Join(' ', batch.GetEvents<string>().Select(static e => e.Item1));

    /// <summary>Events named by their stream's letter and a number; a star gives one a request context.</summary>
    private void Arrive(params string[] texts)
    {
        foreach (var text in texts)
        {
            var message = new IncomingMessage("", "", new BasicProperties(), default);
            var context = text.EndsWith('*') ? new Dictionary<string, object>(StringComparer.Ordinal) : null;
            _arrived.Enqueue((new(null!, (ulong)_arrived.Count + 1, message), new(StreamId.Create("ns", text[..1]), text, context)));
        }
    }

    private bool Next(out Delivery delivery, out ReceivedEvent received)
    {
        var found = _arrived.TryDequeue(out var next);
        (delivery, received) = next;
        return found;
    }
}
