import { deleteGeneration, getGeneration } from '../api.js';
import { confirm } from '../confirm.js';
import { isOwn } from './action.js';

/** @type {import('./action.js').Action} */
export const deleteSet = {
  id: 'delete',
  symbol: 'trash',
  key: 'Delete',
  right: 'delete',
  isOffered: isOwn,
  label: () => 'Delete',
  async run({ generation_id: id }, { deleted }) {
    const count = (await getGeneration(id)).images.length;
    const sure = await confirm(
      count === 1
        ? { title: 'Delete this picture?', text: 'It cannot be brought back.', yes: 'Delete', no: 'Keep it' }
        : {
            title: `Delete all ${count} pictures?`,
            text: `The ${count} pictures of this set were painted together and go together. They cannot be brought back.`,
            yes: `Delete ${count} pictures`,
            no: 'Keep them',
          },
    );
    if (!sure) return;
    await deleteGeneration(id);
    deleted(id);
  },
};
