namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Room for the households of lists that wait to be stored. A list is one item of the queue and may name a
/// thousand: counted by items alone, a queue of them could fill the memory.</summary>
/// <param name="most">From so many on a list waits; one more list is let in below it, however long.</param>
internal sealed class AccessRoom(int most)
{
    private readonly object _turn = new();
    private int _taken;
    private bool _closed;

    /// <summary>Takes room, once there is some. The call waits meanwhile, as it does for a full queue.</summary>
    public void Take(int households)
    {
        lock (_turn)
        {
            while (_taken >= most && !_closed)
            {
                Monitor.Wait(_turn);
            }

            _taken += households;
        }
    }

    public void GiveBack(int households)
    {
        lock (_turn)
        {
            _taken -= households;
            Monitor.PulseAll(_turn);
        }
    }

    /// <summary>Nothing is taken in any more: nobody need wait for it.</summary>
    public void Close()
    {
        lock (_turn)
        {
            _closed = true;
            Monitor.PulseAll(_turn);
        }
    }
}
