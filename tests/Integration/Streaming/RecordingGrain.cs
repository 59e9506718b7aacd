using Orleans.Streams;
using Orleans.Streams.Core;

namespace Crm.Actors.IntegrationTests.Streaming;

[Alias("test.IRecordingGrain")]
public interface IRecordingGrain : IGrainWithStringKey
{
}

/// <summary>Shows the recorder each event of its stream, one after the other; what throws there is this consumer's failure.</summary>
[ImplicitStreamSubscription(Namespace)]
public sealed class RecordingGrain : Grain, IRecordingGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<Numbered>
{
    public const string Namespace = "numbers";

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Numbered>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<Numbered>> items)
    {
        var stream = this.GetPrimaryKeyString();
        foreach (var item in items)
            await Recorder.Of(stream).SeeAsync(stream, item.Item);
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
