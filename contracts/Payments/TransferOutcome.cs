namespace Crm.Actors.Contracts.Payments;

/// <summary>How a transfer stands.</summary>
[GenerateSerializer, Alias("crm.TransferOutcome")]
public enum TransferOutcome
{
    /// <summary>It was taken back here and is not booked there yet; that happens by itself.</summary>
    Pending = 0,

    /// <summary>It is booked there.</summary>
    Completed = 1,

    /// <summary>The other payment could not take it; it is booked here again.</summary>
    Returned = 2,
}
